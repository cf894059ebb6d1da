"""Is there new work? Wakes the workers of this process at the commit that made it, without polling."""

import threading

_changed = threading.Condition()
_count = 0


def wake() -> None:
    global _count
    with _changed:
        _count += 1
        _changed.notify_all()


def count() -> int:
    """How often there was new work; read it before looking for work, wait with it after finding none."""
    return _count


def wait(seen: int, seconds: float) -> None:
    """Returns when there was new work since `seen`, at the latest after `seconds`."""
    with _changed:
        _changed.wait_for(lambda: _count != seen, timeout=seconds)
