"""Which themes mean much the same as some words? Proposed to a person, never joined by itself.

Two or three words are too few for more: "late delivery" and "early delivery" have a cosine of 0.86, "rude staff" and
"unfriendly service" 0.51. Of 18 pairs alike and 14 unlike, no threshold sets the ones apart from the others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from warmline.insights.models import Theme, Wording
from warmline.insights.tidying import fold
from warmline.knowledge.saving import from_bytes, to_bytes
from warmline.lib import encoder
from warmline.lib.encoder import Vectors

SUGGESTED: Final = 6
#: From this cosine on a theme is proposed; 17 of 18 pairs that mean the same reach it.
PROPOSE_AT: Final = 0.35
#: From this cosine on a person is asked whether two themes are one; 13 of 18 pairs that mean the same reach it.
ASK_AT: Final = 0.6
#: Ways of saying that are compared, the latest ones: 4 MB of vectors (chosen by us).
COMPARED: Final = 2500


@dataclass(frozen=True)
class Near:
    """A theme and how much it is like what was asked, as a cosine; 1 and more when the words begin alike."""

    theme: int
    name: str
    likeness: float


def themes_like(words: str, most: int = SUGGESTED) -> list[Near]:
    """The themes that a person may mean by what they typed so far, the likeliest first."""
    wanted = fold(words)
    if not wanted:
        return []
    said, vectors = _wordings()
    likeness = vectors @ encoder.encode([wanted])[0]
    literal = [_begins(each.words, wanted) for each in said]
    return _best(said, likeness + np.array(literal, np.float32), most, PROPOSE_AT)


def themes_near(vectors: Vectors, most: int = SUGGESTED) -> list[Near]:
    """The themes nearest to any of these texts, such as a customer's messages."""
    said, known = _wordings()
    if not said or not len(vectors):
        return []
    return _best(said, (known @ vectors.T).max(axis=1), most, PROPOSE_AT)


def _begins(words: str, wanted: str) -> float:
    return float(any(part.startswith(wanted) for part in (words, *words.split())))


def _best(said: Sequence[Wording], likeness: Vectors, most: int, least: float) -> list[Near]:
    found: dict[int, Near] = {}
    for place in np.argsort(-likeness, kind="stable"):
        if likeness[place] < least or len(found) == most:
            break
        theme = said[int(place)].theme
        found.setdefault(theme.pk, Near(theme.pk, theme.name, float(likeness[place])))
    return list(found.values())


def _wordings() -> tuple[list[Wording], Vectors]:
    """Of the themes that somebody noted; vectors of an older encoder are made anew."""
    rows = list(
        Wording.objects.filter(theme__insights__isnull=False)
        .select_related("theme")
        .distinct()
        .order_by("-pk")[:COMPARED]
    )
    _encode_stale(rows)
    if not rows:
        return [], np.zeros((0, encoder.DIMENSIONS), np.float32)
    return rows, np.stack([from_bytes(bytes(row.vector)) for row in rows])


def _encode_stale(rows: Iterable[Wording]) -> None:
    version = encoder.version()
    stale = [row for row in rows if row.encoder != version]
    for row, vector in zip(stale, encoder.encode([row.words for row in stale]), strict=True):
        row.vector, row.encoder = to_bytes(vector), version
    Wording.objects.bulk_update(stale, ["vector", "encoder"])


def word(theme: Theme, words: str) -> None:
    """From now on these words mean this theme, unless they mean another one already."""
    folded = fold(words)
    values = {
        "theme": theme,
        "vector": to_bytes(encoder.encode([folded])[0]),
        "encoder": encoder.version(),
    }
    Wording.objects.get_or_create(words=folded, defaults=values)
