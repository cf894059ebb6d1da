"""Is the new version no worse than the old one? The same held-out questions, asked of both.

Refused if it loses questions significantly (one-sided exact McNemar test at 5 %; McNemar, 1947) or, whatever the
test says, more than one in fifty on balance: with few questions a test sees little.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from warmline.learning.measuring import Outcome
from warmline.lib.classifier.guarantee import at_most

SIGNIFICANT: Final = 0.05
MOST_LOST: Final = 0.02
TEST: Final = (
    "Asked the same questions, each held out: it may not lose significantly more than it wins "
    "(exact McNemar test at 5 %), nor more than one in fifty on balance."
)


@dataclass(frozen=True)
class Comparison:
    """before, after: share of held-out questions whose likeliest answer is right. better, worse: questions that only
    one of the two gets right. p_worse: how likely so many losses are by chance alone."""

    before: float
    after: float
    better: int
    worse: int
    p_worse: float
    questions: int
    is_no_worse: bool
    test: str = TEST


def compare(before: Sequence[Outcome], after: Sequence[Outcome]) -> Comparison:
    """before, after: of the same questions in the same order."""
    total = len(before)
    better = sum(new.is_right and not old.is_right for old, new in zip(before, after, strict=True))
    worse = sum(old.is_right and not new.is_right for old, new in zip(before, after, strict=True))
    chance = 1.0 if not worse else 1.0 - at_most(worse - 1, better + worse, 0.5)
    lost = (worse - better) / max(1, total)
    return Comparison(
        before=_share(before),
        after=_share(after),
        better=better,
        worse=worse,
        p_worse=round(chance, 4),
        questions=total,
        is_no_worse=not (chance < SIGNIFICANT and worse > better) and lost <= MOST_LOST,
    )


def _share(outcomes: Sequence[Outcome]) -> float:
    return round(sum(outcome.is_right for outcome in outcomes) / len(outcomes), 4) if outcomes else 0.0
