"""How well do those who got a person agree with those who needed one?"""

from collections.abc import Sequence
from typing import Any


def agreement(needed: Sequence[bool], brought: Sequence[bool]) -> dict[str, Any]:
    """precision, recall and F1 over whole conversations, at least one; None where nothing can be divided by."""
    right = sum(one and other for one, other in zip(needed, brought, strict=True))
    return {
        "conversations": len(needed),
        "needed": sum(needed),
        "brought": sum(brought),
        "precision": share(right, sum(brought)),
        "recall": share(right, sum(needed)),
        "f1": share(2 * right, sum(needed) + sum(brought)),
        "false_alarms_per_100": round(100 * (sum(brought) - right) / len(needed), 2),
    }


def share(part: int, of: int) -> float | None:
    return round(part / of, 4) if of else None
