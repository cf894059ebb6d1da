"""How often may somebody do this? Token buckets in the memory of one process."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

#: Callers remembered at most; the one longest unseen is forgotten first.
MOST_CALLERS = 50_000


@dataclass
class _Bucket:
    tokens: float
    filled_at: float


class Limit:
    """A bucket for each caller. Several processes each keep their own: the limit is then that much wider."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = Lock()

    def wait_seconds(self, caller: str, *, per_minute: float, burst: float) -> float:
        """Takes one token; 0 when it may go on, else the seconds until it may (nothing taken)."""
        with self._lock:
            bucket = self._fill(caller, per_minute, burst)
            if bucket.tokens >= 1:
                bucket.tokens -= 1
                return 0
            return (1 - bucket.tokens) * 60 / per_minute

    def is_used_up(self, caller: str, *, per_minute: float, burst: float) -> bool:
        """Whether the next `wait_seconds` would have to wait; takes nothing."""
        with self._lock:
            return self._fill(caller, per_minute, burst).tokens < 1

    def _fill(self, caller: str, per_minute: float, burst: float) -> _Bucket:
        # Monotonic: a clock that jumps must not lock anybody out.
        at = time.monotonic()
        bucket = self._buckets.pop(caller, None) or _Bucket(burst, at)
        bucket.tokens = min(burst, bucket.tokens + (at - bucket.filled_at) * per_minute / 60)
        bucket.filled_at = at
        self._buckets[caller] = bucket
        if len(self._buckets) > MOST_CALLERS:
            self._buckets.popitem(last=False)
        return bucket
