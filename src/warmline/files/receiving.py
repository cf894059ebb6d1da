"""How does a body become a file? Written as it comes, never held in memory, gone if it does not arrive whole."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final
from uuid import uuid4

from django.conf import settings

from warmline.files.errors import FileRefused

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

#: A sender that is silent for so long has gone; a phone on a bad line sends more often (chosen by us).
SILENT_SECONDS: Final = 20.0
#: For the whole: 10 MB over 0.5 Mbit/s (chosen by us).
WHOLE_SECONDS: Final = 180.0
#: Uploads that one process takes in at the same time (chosen by us).
MOST_AT_ONCE: Final = 20
#: So much stays free for what people write: without it nothing at all could be stored (chosen by us).
LEAST_FREE_BYTES: Final = 200_000_000
#: How long and how much of a refused body is read and dropped.
DRAIN_SECONDS: Final = 5.0
MOST_DISCARDED: Final = 60_000_000
#: What a crash left behind.
OLD_SECONDS: Final = 24 * 3600.0

#: The limit itself stands in the answer of GET /chat/availability.
TOO_LARGE: Final = "This file is too large. Please make it smaller, or send it in parts."
FULL: Final = (
    "There is no room left for files here just now. Your words still arrive; please tell us what it shows."
)

_at_once = 0


class Body:
    """The body of a request that knows whether all of it has come."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._is_over = False

    async def __call__(self) -> MutableMapping[str, Any]:
        event = await self._receive()
        self._is_over = event["type"] != "http.request" or not event.get("more_body", False)
        return event

    async def drain(self) -> None:
        """A sender who is answered while still sending sees a broken connection instead of the answer."""
        size = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                while not self._is_over and size < MOST_DISCARDED:
                    size += len((await self()).get("body", b""))


def folder() -> Path:
    return Path(settings.DATA) / "files" / "incoming"


def tidy() -> None:
    """Removes what a crash left half received."""
    for path in folder().glob("*"):
        if path.stat().st_mtime < time.time() - OLD_SECONDS:
            path.unlink(missing_ok=True)


@asynccontextmanager
async def received(receive: Receive, largest: int, announced: str = "") -> AsyncIterator[Path]:
    """A private file with the body of an ASGI request, gone at the end.

    announced: the header Content-Length. Raises FileRefused 400, 408, 413, 503 or 507.
    """
    global _at_once
    if announced.isascii() and announced.isdigit() and len(announced) < 20 and int(announced) > largest:
        raise FileRefused(413, TOO_LARGE)
    if _at_once >= MOST_AT_ONCE:
        raise FileRefused(503, "Many files arrive at this moment. Please try again.")
    path = folder() / uuid4().hex
    _at_once += 1
    try:
        await _write(receive, path, largest)
        yield path
    finally:
        _at_once -= 1
        path.unlink(missing_ok=True)


async def _write(receive: Receive, path: Path, largest: int) -> None:
    try:
        async with asyncio.timeout(WHOLE_SECONDS):
            with await asyncio.to_thread(_open, path) as file:
                await _copy(receive, file, largest)
    except TimeoutError:
        raise FileRefused(408, "This took too long to arrive. Please try again.") from None
    except OSError as error:
        raise FileRefused(507, FULL) from error


def _open(path: Path) -> IO[bytes]:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if shutil.disk_usage(path.parent).free < LEAST_FREE_BYTES:
        raise FileRefused(507, FULL)
    path.touch(mode=0o600)
    return path.open("wb")


async def _copy(receive: Receive, file: IO[bytes], largest: int) -> None:
    size, more = 0, True
    while more:
        async with asyncio.timeout(SILENT_SECONDS):
            event = await receive()
        if event["type"] == "http.disconnect":
            raise FileRefused(400, "The file did not arrive whole. Please try again.")
        piece = event.get("body", b"")
        size += len(piece)
        if size > largest:
            raise FileRefused(413, TOO_LARGE)
        # Pieces are at most 64 kB and go to the system's cache: a thread for each would cost more.
        file.write(piece)
        more = event.get("more_body", False)
