"""How do Django's pages stand behind the ASGI front? A request is whole before it takes one of their threads."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from a2wsgi import WSGIMiddleware
from django.core.handlers.wsgi import WSGIHandler

from warmline.lib.bodies import BodyRefused, read_body

#: Pages that are made at the same time; more wait in line.
PAGE_THREADS = 8
#: The longest article and 200 ways of asking, encoded, with room to spare; settings.py has the same bound.
LARGEST_BODY = 1_000_000

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Pages:
    def __init__(self) -> None:
        django: Any = WSGIHandler()
        # No bound on what waits to be sent: pages are small, and a slow reader must not keep a thread.
        self._django: Any = WSGIMiddleware(django, workers=PAGE_THREADS, send_queue_size=0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            _check_address(scope)
            body = await read_body(receive, LARGEST_BODY)
        except BodyRefused as refused:
            await _answer(send, refused)
            return
        await self._django(scope, _give(body, receive), send)


def _check_address(scope: Scope) -> None:
    """Raises BodyRefused 400: PostgreSQL knows no text with NUL, and WSGI no query beyond ASCII."""
    if "\0" in scope["path"] or not scope["query_string"].isascii():
        raise BodyRefused(400, "This address cannot be read.")


def _give(body: bytes, receive: Receive) -> Receive:
    """A receive that gives the body once, then what comes after it."""
    events: list[MutableMapping[str, Any]] = [{"type": "http.request", "body": body, "more_body": False}]

    async def given() -> MutableMapping[str, Any]:
        return events.pop() if events else await receive()

    return given


async def _answer(send: Send, refused: BodyRefused) -> None:
    body = refused.text.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"x-content-type-options", b"nosniff"),
        # The rest of the body is not waited for.
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
