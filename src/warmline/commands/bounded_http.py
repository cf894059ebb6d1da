"""How long and how large may the head of a request be? uvicorn itself sets no limit to either."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: From the opening of a connection, or the first byte of a request, to the end of its headers (chosen by us).
HEAD_SECONDS = 15.0
#: Bytes of a head that comes in pieces; browsers send less than a tenth (chosen by us, as the usual proxies have it).
LARGEST_HEAD = 64_000


class BoundedHttp(HttpToolsProtocol):
    """Closes a connection whose request does not get anywhere."""

    _timer: asyncio.TimerHandle | None = None
    _head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_ended()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        was_awaited = self._timer is not None
        super().data_received(data)
        if was_awaited and self._timer is not None:
            self._head_bytes += len(data)
            if self._head_bytes > LARGEST_HEAD:
                self.transport.close()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if self._timer is None:
            self._await_head()

    def on_headers_complete(self) -> None:
        self._head_ended()
        super().on_headers_complete()

    def _await_head(self) -> None:
        self._head_bytes = 0
        self._timer = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _head_ended(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        self._timer = None
        self.transport.close()
