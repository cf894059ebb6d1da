"""Which of the waiting examples may be learned? What contradicts what is known is flagged for a second look."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from warmline.knowledge.index import LiveIndex
from warmline.learning.models import Example
from warmline.lib import encoder

#: So alike are two texts that ask the same thing; chosen by us, see docs/brain.md.
SAME: Final = 0.92
#: More examples of one person for one answer in one go are looked at first (chosen by us).
MOST_ALIKE: Final = 25

CONTRADICTS: Final = "Almost the same words already belong to “{title}”."
TWO_ANSWERS: Final = "Others taught another answer for almost the same words."
TOO_MANY: Final = "{by} taught many examples of one answer at once."


@dataclass(frozen=True)
class Sorted:
    """fit: examples to try; flagged: (example, why) for a person to look at."""

    fit: tuple[Example, ...]
    flagged: tuple[tuple[Example, str], ...]


def sort_out(index: LiveIndex, waiting: Sequence[Example]) -> Sorted:
    """Examples that a person has looked at already (they say by whom) are never flagged again."""
    vectors = encoder.encode([example.text for example in waiting])
    crowded = Counter((example.by, example.answer_id) for example in waiting if example.by)
    fit, flagged = [], []
    for place, example in enumerate(waiting):
        why = "" if example.because or not example.is_right else _crowded(example, crowded)
        if not why and not example.because and example.is_right:
            why = _contradicted(index, waiting, vectors, place)
        if why:
            flagged.append((example, why))
        else:
            fit.append(example)
    return Sorted(tuple(fit), tuple(flagged))


def _crowded(example: Example, crowded: Counter[tuple[str, int | None]]) -> str:
    return TOO_MANY.format(by=example.by) if crowded[example.by, example.answer_id] > MOST_ALIKE else ""


def _contradicted(index: LiveIndex, waiting: Sequence[Example], vectors: encoder.Vectors, place: int) -> str:
    """Somebody taught another answer for words like these, or they belong to another answer's phrases."""
    example = waiting[place]
    alike = np.flatnonzero(vectors @ vectors[place] >= SAME)
    if any(
        waiting[int(other)].is_right and waiting[int(other)].right_key != example.right_key for other in alike
    ):
        return TWO_ANSWERS
    ranked = index.ranked
    if not len(ranked.vectors) or float((ranked.vectors @ vectors[place]).max()) < SAME:
        return ""
    nearest = int(np.argmax(ranked.vectors @ vectors[place]))
    entry = ranked.entries[int(np.searchsorted(ranked.starts, nearest, side="right")) - 1]
    is_own = example.answer is not None and entry.key == f"answer:{example.answer.key}"
    return "" if is_own or entry.kind != "answer" else CONTRADICTS.format(title=entry.title)
