"""Will the answer be right? A logistic map from evidence to probability that starts from what was learned elsewhere.

The coefficients that are shipped were fitted on open data (scripts/fit_gate.py). An installation's own questions move
them as far as they are evidence: logistic regression with a normal prior around the shipped ones (MacKay, 1992).
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from warmline.lib.classifier.evidence import COLUMNS

Values = npt.NDArray[np.float64]

SHIPPED: Final = Path(__file__).with_name("gate.json")
#: How firmly the shipped coefficients are believed, in units of standardised evidence (chosen by us).
PRIOR: Final = 10.0
STEPS: Final = 30
NEVER: Final = 1e-4


@dataclass(frozen=True)
class Gate:
    """coefficients of standardised evidence: (evidence - mean) / spread."""

    intercept: float
    coefficients: Values
    mean: Values
    spread: Values

    def __call__(self, evidence: npt.NDArray[np.float32]) -> Values:
        """Probability, 0 to 1, that the candidate is right, for evidence of shape (..., len(COLUMNS))."""
        total = self.intercept + ((evidence - self.mean) / self.spread) @ self.coefficients
        return np.asarray(np.clip(_chance(total), NEVER, 1 - NEVER))


@cache
def shipped() -> Gate:
    stored = json.loads(SHIPPED.read_text(encoding="utf-8"))
    if tuple(stored["columns"]) != COLUMNS:
        raise ValueError(f"{SHIPPED.name} was fitted on other evidence; run scripts/fit_gate.py")
    mean, spread, coefficients = (
        np.array(stored[name], np.float64) for name in ("mean", "spread", "coefficients")
    )
    return Gate(stored["intercept"], coefficients, mean, spread)


def adapt(start: Gate, evidence: npt.NDArray[np.float32], right: Values, prior: float = PRIOR) -> Gate:
    """The gate after seeing how it went: evidence (n, len(COLUMNS)) and whether each candidate was right, 0 or 1."""
    if len(right) == 0:
        return start
    table = np.column_stack([np.ones(len(right)), (evidence - start.mean) / start.spread])
    begin = np.concatenate([[start.intercept], start.coefficients])
    firm = np.diag([prior / 10, *[prior] * len(start.coefficients)])
    weights, loss = begin, _loss(table, right, begin, begin, firm)
    for _ in range(STEPS):
        chance = _chance(table @ weights)
        slope = table.T @ (right - chance) - firm @ (weights - begin)
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + firm
        step = np.linalg.solve(curve, slope)
        # A full step may overshoot where chances are near 0 or 1.
        while (new := _loss(table, right, weights + step, begin, firm)) > loss and np.abs(step).max() > 1e-6:
            step = step / 2
        if np.abs(step).max() <= 1e-6 or new > loss:
            break
        weights, loss = weights + step, new
    return Gate(float(weights[0]), weights[1:], start.mean, start.spread)


def _loss(table: Values, right: Values, weights: Values, begin: Values, firm: Values) -> float:
    total = table @ weights
    away = weights - begin
    return float(np.sum(np.logaddexp(0, total) - right * total) + away @ firm @ away / 2)


def _chance(total: Values) -> Values:
    return np.asarray(1 / (1 + np.exp(-np.clip(total, -30, 30))))
