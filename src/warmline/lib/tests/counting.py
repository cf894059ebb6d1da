"""How much work is a call? Counted, not timed: the same on a busy machine."""

import sys
from collections.abc import Callable
from time import process_time
from types import FrameType
from typing import Any

#: Of so many runs the cheapest counts: what else the machine does only ever adds (chosen by us).
RUNS = 5


def count_calls(work: Callable[[], Any]) -> int:
    """Calls of functions of Python and of C while it works."""
    count = 0

    def note(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def least_cost(work: Callable[[], Any]) -> float:
    """CPU of the cheapest run, in seconds: only to be held against that of other work in the same test."""
    costs = []
    for _ in range(RUNS):
        start = process_time()
        work()
        costs.append(process_time() - start)
    return min(costs)
