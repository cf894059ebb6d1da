"""What do a supervisor, a load balancer and Prometheus get? /healthz, /readyz and, with the token, /metrics."""

import hmac
import json
import logging
from collections.abc import Mapping
from http import HTTPStatus

from django.conf import settings
from django.db import Error

from warmline.lib.threads import Busy, Threads
from warmline.operations.counting import Receive, Scope, Send
from warmline.operations.exposing import CONTENT_TYPE, expose
from warmline.operations.readiness import check

logger = logging.getLogger(__name__)

JSON = "application/json"
PATHS = ("/healthz", "/readyz", "/metrics")


class Operations:
    def __init__(self, threads: Threads) -> None:
        self._threads = threads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            await _answer(send, HTTPStatus.METHOD_NOT_ALLOWED, JSON, b"{}")
        elif scope["path"] == "/healthz":
            # Nothing is asked: whoever gets this knows that the process lives and its loop turns.
            await _answer(send, HTTPStatus.OK, JSON, b'{"status": "ok"}')
        elif scope["path"] == "/readyz":
            await self._tell_readiness(send)
        elif may_read(scope):
            await self._tell_figures(send)
        else:
            await _answer(send, HTTPStatus.NOT_FOUND, JSON, b"{}")

    async def _tell_readiness(self, send: Send) -> None:
        try:
            found: Mapping[str, bool] = await self._threads.read(check)
        except Busy:
            found = {"database": False}
        is_ready = all(found.values())
        status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
        await _answer(send, status, JSON, json.dumps({"ready": is_ready, **found}).encode())

    async def _tell_figures(self, send: Send) -> None:
        try:
            text = await self._threads.read(expose)
        except (Busy, Error) as error:
            logger.warning("No figures: %s.", type(error).__name__)
            await _answer(send, HTTPStatus.SERVICE_UNAVAILABLE, JSON, b"{}")
        else:
            await _answer(send, HTTPStatus.OK, CONTENT_TYPE, text)


def may_read(scope: Scope) -> bool:
    """Figures tell how busy a business is: only for whoever has the token; without one set, for nobody."""
    given = dict(scope["headers"]).get(b"authorization", b"")
    wanted = f"Bearer {settings.METRICS_TOKEN}".encode()
    return bool(settings.METRICS_TOKEN) and hmac.compare_digest(given, wanted)


async def _answer(send: Send, status: int, content_type: str, body: bytes) -> None:
    headers: list[tuple[bytes, bytes]] = [
        (b"content-type", content_type.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": body})
