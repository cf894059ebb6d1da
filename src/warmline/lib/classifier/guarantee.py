"""From which confidence on may the bot answer so that at most N in 100 automated answers are wrong?

Thresholds are tried from strict to lenient in an order fixed before looking at the answers ("fixed sequence testing";
Angelopoulos, Bates, Candès, Jordan, Lei, "Learn then Test", 2021). Each is accepted if so few errors would be too lucky
for a bot that errs more often than promised: the exact binomial tail (Clopper and Pearson, 1934). With probability at
least 95 % over the labelled questions, the promise then holds for new questions like them. It says nothing about
questions unlike them.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

#: With this probability the promise holds (chosen by us; usual in the field).
CONFIDENCE: Final = 0.95
#: How many shares of all questions are tried, from a few to all.
STEPS: Final = 100
#: So few questions say nothing yet on how often the bot errs (chosen by us).
FEW: Final = 50


@dataclass(frozen=True)
class Promise:
    """threshold: answer from this confidence on, None when nothing can be promised. share: of all questions
    answered, 0 to 1; precision of those, with its 95 % interval. missing: about how many more labelled questions
    would allow a promise; 0 when there is one, -1 when more of the same would not do."""

    target: float
    threshold: float | None
    share: float
    precision: float
    low: float
    high: float
    questions: int
    missing: int


def promise(confidences: npt.ArrayLike, right: npt.ArrayLike, target: float) -> Promise:
    """confidences: 0 to 1 of held-out questions; right: whether the answer would have been right.

    target: the least share of right answers, below 1, such as 0.98.
    """
    conf, good = _sorted(confidences, right)
    count = _accepted(conf, good, target)
    if not count:
        return Promise(target, None, 0.0, 0.0, 0.0, 1.0, len(conf), _missing(conf, good, target))
    correct = int(good[:count].sum())
    low, high = interval(correct, count)
    return Promise(
        target, float(conf[count - 1]), count / len(conf), correct / count, low, high, len(conf), 0
    )


def least_questions(target: float) -> int:
    """So many answers without one error are needed before the target can be promised: 149 for 98 %, 299 for 99 %."""
    return math.ceil(math.log(1 - CONFIDENCE) / math.log(target))


def interval(right: int, total: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Clopper and Pearson's interval of a share; (0, 1) of nothing."""
    if not total:
        return 0.0, 1.0
    tail = (1 - confidence) / 2
    low = 0.0 if right == 0 else _solve(lambda p: 1 - at_most(right - 1, total, p), tail)
    high = 1.0 if right == total else _solve(lambda p: -at_most(right, total, p), -tail)
    return low, high


def at_most(errors: int, total: int, rate: float) -> float:
    """Probability of at most so many errors among `total` at this rate."""
    if rate <= 0 or errors >= total:
        return 1.0
    if rate >= 1:
        return 0.0
    if errors > total * rate:
        return 1.0 - at_most(total - errors - 1, total, 1 - rate)
    k = np.arange(errors + 1)
    logs = np.array([math.lgamma(total + 1) - math.lgamma(i + 1) - math.lgamma(total - i + 1) for i in k])
    logs += k * math.log(rate) + (total - k) * math.log1p(-rate)
    return float(min(1.0, np.exp(logs).sum()))


def _sorted(
    confidences: npt.ArrayLike, right: npt.ArrayLike
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    conf, good = np.asarray(confidences, np.float64), np.asarray(right, np.bool_)
    order = np.argsort(-conf, kind="stable")
    return conf[order], good[order]


def _accepted(conf: npt.NDArray[np.float64], good: npt.NDArray[np.bool_], target: float) -> int:
    """How many of the surest questions may be answered, ties taken together."""
    errors = np.cumsum(~good)
    accepted = 0
    for count in _sequence(len(conf), target):
        while count < len(conf) and conf[count] == conf[count - 1]:
            count += 1
        if at_most(int(errors[count - 1]), count, 1 - target) > 1 - CONFIDENCE:
            break
        accepted = count
    return accepted


def _sequence(total: int, target: float) -> list[int]:
    """Counts to try, fixed by the number of questions and the target alone.

    The first is the least that could bear two errors, as a single slip among the surest is bad luck, not evidence.
    """
    first = least_questions(target)
    while at_most(2, first, 1 - target) > 1 - CONFIDENCE:
        first += max(1, first // 20)
    if total < first:
        return [total] if total >= least_questions(target) else []
    return sorted({round(first + (total - first) * step / STEPS) for step in range(STEPS + 1)})


def _missing(conf: npt.NDArray[np.float64], good: npt.NDArray[np.bool_], target: float) -> int:
    """How many more of the same kind would do, tried at 1.25 to 20 times as many; -1 if none of these."""
    total = len(conf)
    if total < FEW:
        return least_questions(target) - total
    for times in (1.25, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 20.0):
        if _would_do(good, times, target):
            return max(1, round(total * (times - 1)))
    return -1


def _would_do(good: npt.NDArray[np.bool_], times: float, target: float) -> bool:
    """Whether some number of the surest, grown in proportion, would pass the test."""
    errors = np.cumsum(~good)
    counts = np.unique(np.linspace(1, len(good), min(len(good), 60)).astype(int))
    return any(
        at_most(round(int(errors[count - 1]) * times), round(count * times), 1 - target) <= 1 - CONFIDENCE
        for count in counts
        if count * times >= least_questions(target)
    )


def _solve(rising: Callable[[float], float], wanted: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if rising(middle) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2
