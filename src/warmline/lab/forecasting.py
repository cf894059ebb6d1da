"""Is it foreseen which callers ask for a person or hang up? Measured on calls of which only the acts are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from warmline.lab.agreement import agreement
from warmline.lab.calls import Act, acts_of, forecaster
from warmline.lab.errors import LabTrouble
from warmline.lab.progress import Progress
from warmline.lab.tables import Lines, name_skipped
from warmline.lib.classifier.scoring import area

#: What BETOLD calls "late user hang-up or forward".
OUTCOME: Final = "luhf"
#: So much of a call has been seen when its end is foreseen.
SEEN: Final = (0.25, 0.5, 0.75)


@dataclass(frozen=True)
class _Call:
    acts: tuple[Act, ...]
    is_needed: bool


def has_calls(stored: Lines) -> bool:
    return any(OUTCOME in row for row in stored.rows)


def measure_calls(path: Path, stored: Lines, on_progress: Progress) -> dict[str, Any]:
    """auc: area under the ROC curve of the forecast on the whole call. by_share_seen: the same, earlier in the call.

    Raises LabTrouble when no row is a call.
    """
    calls, skipped = _calls(stored)
    if not calls:
        raise LabTrouble(f"{path} has no call that can be read ({skipped[0]}).")
    whole, so_far = forecaster("whole"), forecaster("so_far")
    needed = [call.is_needed for call in calls]
    chances: list[float] = []
    for call in calls:
        chances.append(whole.forecast(call.acts))
        on_progress("Going through calls", len(chances), len(calls))
    return {
        **agreement(needed, [chance >= whole.threshold for chance in chances]),
        "auc": area_under_curve(needed, chances),
        "by_share_seen": {
            f"{share:.0%}": {
                "auc": area_under_curve(needed, [so_far.forecast(_start(call.acts, share)) for call in calls])
            }
            for share in SEEN
        },
        "skipped": name_skipped(path, skipped),
    }


def area_under_curve(needed: Sequence[bool], chances: Sequence[float]) -> float | None:
    """How often one that is needed gets the higher chance of two (Hanley and McNeil, 1982); None without two kinds."""
    if all(needed) or not any(needed):
        return None
    return round(area(np.array(chances), np.array(needed)), 4)


def _calls(stored: Lines) -> tuple[list[_Call], list[str]]:
    calls: list[_Call] = []
    skipped = list(stored.skipped)
    for line, row in zip(stored.lines, stored.rows, strict=True):
        acts = acts_of(row.get("turns"))
        if isinstance(acts, str):
            skipped.append(f"line {line}: {acts}")
        elif row.get(OUTCOME) not in (0, 1):
            skipped.append(f"line {line}: {OUTCOME} is neither 0 nor 1")
        else:
            calls.append(_Call(acts, bool(row[OUTCOME])))
    return calls, skipped


def _start(acts: tuple[Act, ...], share: float) -> tuple[Act, ...]:
    return acts[: max(1, round(share * len(acts)))]
