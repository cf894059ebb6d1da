"""What passes through this process? Requests by part and outcome, and how long the first byte took."""

import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.process_collector import ProcessCollector

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: Bounds in seconds around what design §6 promises: 40 ms to the other screen, 150 ms to the bot's answer.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

registry = CollectorRegistry()
ProcessCollector(registry=registry)
requests = Counter(
    "warmline_requests", "Requests by part and class of status.", ("part", "status"), registry=registry
)
seconds = Histogram(
    "warmline_request_seconds",
    "Until the first byte of the answer.",
    ("part",),
    buckets=BOUNDS,
    registry=registry,
)
under_way = Gauge(
    "warmline_requests_under_way", "Requests and live streams that are open.", ("part",), registry=registry
)


class Counted:
    """Carries a request to its part and counts it; the part's name, never the address, which may hold a key."""

    def __init__(self, part: str, app: App) -> None:
        self._app = app
        self._seconds = seconds.labels(part)
        self._under_way = under_way.labels(part)
        self._by_class = {number: requests.labels(part, f"{number}xx") for number in range(1, 6)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()

        async def counting(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                self._by_class[min(message["status"] // 100, 5)].inc()
                self._seconds.observe(time.perf_counter() - began)
            await send(message)

        self._under_way.inc()
        try:
            await self._app(scope, receive, counting)
        finally:
            self._under_way.dec()
