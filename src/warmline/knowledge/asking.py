"""In which words is the search asked one question, and which of the hits count?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from warmline.knowledge.ranking import Hit, Vectors
from warmline.knowledge.tidying import parts
from warmline.knowledge.words import content_words

#: Who is found with this confidence is not looked for in other words (chosen by us: it changes no decision on the
#: labelled questions, while 0.55 changes four).
SURE: Final = 0.8


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question as it is searched. cosines: how near it is, as it stands, to each text of the index."""

    tidied: str
    vector: Vectors
    cosines: Vectors


def find_best(
    text: str, tidied: str, search: Callable[[str], tuple[Hit, ...]], limit: int
) -> tuple[Hit, ...]:
    """The entries that fit a question best, best first, by what `search` finds for a text.

    It is searched as it stands, tidied, and sentence by sentence, until one is sure; each entry counts as sure
    as it was at best.
    """
    readings = dict.fromkeys((text, tidied, *(part for part in parts(tidied) if content_words(part))))
    hits: dict[str, Hit] = {}
    for asked in readings:
        for hit in search(asked)[:limit]:
            if hit.key not in hits or hits[hit.key].confidence < hit.confidence:
                hits[hit.key] = hit
        if any(hit.confidence >= SURE for hit in hits.values()):
            break
    return tuple(sorted(hits.values(), key=lambda hit: -hit.confidence)[:limit])
