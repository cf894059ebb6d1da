"""How is the body of a request taken in? Whole, bounded in size and time: nobody holds a place by sending slowly."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

#: A body that takes longer is given up (chosen by us: the largest one over a very slow phone line).
BODY_SECONDS = 20.0
#: Of a body that is too large so many bytes are read and dropped: a sender who is answered while still sending
#: sees a broken connection instead of the answer.
MOST_DISCARDED = 8_000_000


class BodyRefused(Exception):
    """status: 408 too slow, 413 too large, 400 the sender left."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


async def read_body(
    receive: Callable[[], Awaitable[MutableMapping[str, Any]]], largest: int, seconds: float = BODY_SECONDS
) -> bytes:
    """The body of an ASGI request, at most `largest` bytes; raises BodyRefused."""
    chunks, size, more = [], 0, True
    try:
        async with asyncio.timeout(seconds):
            while more:
                event = await receive()
                if event["type"] == "http.disconnect":
                    raise BodyRefused(400, "The request ended early.")
                size += len(event.get("body", b""))
                if size <= largest:
                    chunks.append(event.get("body", b""))
                more = event.get("more_body", False) and size <= largest + MOST_DISCARDED
    except TimeoutError:
        raise BodyRefused(408, "This took too long to arrive. Please try again.") from None
    if size > largest:
        raise BodyRefused(413, "This is too long.")
    return b"".join(chunks)
