"""Is it worth asking? After several failures in a row somebody else's service is left alone for a while."""

import threading
import time
from datetime import timedelta


class Breaker:
    """Kept per process; closed means that it may be asked."""

    def __init__(self, failures: int, rest: timedelta) -> None:
        self._most = failures
        self._rest = rest.total_seconds()
        self._failed = 0
        self._open_until = 0.0
        self._lock = threading.Lock()

    def is_closed(self) -> bool:
        return time.monotonic() >= self._open_until

    def note(self, *, is_well: bool) -> None:
        """After the rest one more failure opens it again."""
        with self._lock:
            self._failed = 0 if is_well else self._failed + 1
            self._open_until = time.monotonic() + self._rest if self._failed >= self._most else 0.0
