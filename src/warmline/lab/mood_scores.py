"""How good are readings of mood against labels? Scores as they are usually published, with numpy alone."""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from warmline.lib.classifier import scoring

Flags: TypeAlias = npt.NDArray[np.bool_]
Floats: TypeAlias = npt.NDArray[np.float64]


def scores(names: Sequence[str], said: Flags, true: Flags) -> dict[str, Any]:
    """said and true: rows by labels. Macro figures are means over the labels; a label never said has F1 0."""
    right = (said & true).sum(0)
    precision, recall = right / np.maximum(said.sum(0), 1), right / np.maximum(true.sum(0), 1)
    f1 = 2 * right / np.maximum(said.sum(0) + true.sum(0), 1)
    each = {
        name: {
            "precision": _round(precision[k]),
            "recall": _round(recall[k]),
            "f1": _round(f1[k]),
            "rows": int(true[:, k].sum()),
        }
        for k, name in enumerate(names)
    }
    return {
        "macro_f1": _round(f1.mean()),
        "micro_f1": _round(2 * right.sum() / max(1, said.sum() + true.sum())),
        "macro_recall": _round(recall.mean()),
        "each": each,
    }


def calibration_error(chances: Floats, came_true: Flags) -> float:
    """As lib.classifier.scoring has it, to four digits."""
    return _round(scoring.calibration_error(chances, came_true))


def correlation(one: Floats, other: Floats) -> float | None:
    """Pearson's; None when one of them does not vary."""
    if len(one) < 2 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return None
    return _round(np.corrcoef(one, other)[0, 1])


def _round(number: Any) -> float:
    return round(float(number), 4)
