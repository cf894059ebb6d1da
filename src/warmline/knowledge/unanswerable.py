"""Does a customer ask again what people said none of our answers is right for? Then no answer is sure.

Kept as passages that belong to no article and no answer, all of them at once as learned phrases are, so that they go
with the version, or the message, that they come from.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from django.db.models import QuerySet

from warmline.knowledge.ear import plain
from warmline.knowledge.models import Passage
from warmline.knowledge.saving import count_change, from_bytes, to_bytes
from warmline.lib import encoder
from warmline.lib.encoder import Vectors

#: So alike are two texts that ask the same thing; as in learning/sorting.py (chosen by us).
SAME: Final = 0.92
#: What is left of the confidence of any answer to such a question: too little to answer or to ask back (chosen by us).
DOUBT: Final = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Unanswerable:
    """Questions with their vectors, one row each."""

    texts: tuple[str, ...]
    vectors: Vectors

    def doubt(self, vector: Vectors, nearest: float) -> float:
        """What is left of any confidence, 0 to 1. nearest: the cosine of the question with the nearest known text.

        Who asks in the very words of an answer means that answer.
        """
        if not self.texts:
            return 1.0
        alike = float((self.vectors @ vector).max())
        return DOUBT if alike >= SAME and alike > nearest else 1.0

    def without(self, texts: Collection[str]) -> "Unanswerable":
        """texts: as `plain` gives them."""
        kept = [place for place, text in enumerate(self.texts) if plain(text) not in texts]
        return Unanswerable(tuple(self.texts[place] for place in kept), self.vectors[kept])


NONE: Final = Unanswerable((), np.zeros((0, encoder.DIMENSIONS), np.float32))


def read_unanswerable() -> Unanswerable:
    rows = _rows().filter(encoder=encoder.version()).order_by("id").values_list("text", "vector")
    found = [(text, from_bytes(bytes(vector))) for text, vector in rows]
    if not found:
        return NONE
    return Unanswerable(tuple(text for text, _ in found), np.stack([vector for _, vector in found]))


def of_texts(texts: Iterable[str], known: Unanswerable) -> Unanswerable:
    """Only what is not known yet is encoded."""
    vectors = dict(zip(known.texts, known.vectors, strict=True))
    wanted = tuple(dict.fromkeys(texts))
    if not wanted:
        return NONE
    return Unanswerable(
        wanted, np.stack([vectors[text] if text in vectors else encoder.encode([text])[0] for text in wanted])
    )


def replace_unanswerable(texts: Iterable[str]) -> None:
    """From now on exactly these; to be called in a transaction."""
    wanted = set(texts)
    kept = set(_rows().filter(encoder=encoder.version(), text__in=wanted).values_list("text", flat=True))
    gone, _ = _rows().exclude(encoder=encoder.version(), text__in=kept).delete()
    new = sorted(wanted - kept)
    Passage.objects.bulk_create(
        Passage(text=text, vector=to_bytes(vector), encoder=encoder.version())
        for text, vector in zip(new, encoder.encode(new), strict=True)
    )
    if gone or new:
        count_change()


def _rows() -> QuerySet[Passage]:
    return Passage.objects.filter(article=None, answer=None)
