"""How good are guesses? Area under the ROC curve, calibration error, macro-F1, coverage at a precision."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]


def area(scores: Numbers, positive: Numbers) -> float:
    """Area under the ROC curve, ties counted half (Mann and Whitney, 1947); 0.5 where one side is missing."""
    positive = np.asarray(positive, bool)
    here, there = int(positive.sum()), int((~positive).sum())
    if not here or not there:
        return 0.5
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    return float((ranks[positive].sum() - here * (here + 1) / 2) / (here * there))


def calibration_error(confidences: Numbers, right: Numbers, bins: int = 15) -> float:
    """Expected calibration error over bins of equal width (Guo et al., 2017); 0 for none."""
    if not len(confidences):
        return 0.0
    place = np.minimum((np.asarray(confidences) * bins).astype(int), bins - 1)
    gaps = np.bincount(place, np.asarray(confidences) - np.asarray(right, float), bins)
    return float(np.abs(gaps).sum() / len(confidences))


def macro_f1(said: Sequence[str], true: Sequence[str]) -> float:
    """F1 averaged over the labels that occur in `true`, rounded to four digits; 0 for none."""
    scores = []
    for label in sorted(set(true)):
        hits = sum(one == label == other for one, other in zip(said, true, strict=True))
        scores.append(2 * hits / (said.count(label) + true.count(label)))
    return round(float(np.mean(scores)), 4) if scores else 0.0


def share_at(confidences: Numbers, right: Numbers, precision: float) -> float:
    """The largest share of the questions, surest first, of which at least `precision` is right."""
    if not len(confidences):
        return 0.0
    order = np.argsort(-np.asarray(confidences), kind="stable")
    good = np.cumsum(np.asarray(right, float)[order]) / np.arange(1, len(order) + 1)
    return float((np.flatnonzero(good >= precision).max(initial=-1) + 1) / len(order))
