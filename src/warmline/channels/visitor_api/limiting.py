"""How fast may a visitor go? By the owner's options, with an honest answer to who is too fast."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from warmline.channels.visitor_api.http import Problem
from warmline.lib.limits import Limit
from warmline.lib.threads import Threads
from warmline.web.options import values

#: How long the owner's options are kept before they are read again.
KEEP_SECONDS = 5
#: Widgets renew the sign of typing every 3 s (field notes); three times that often is still fair.
TYPING_PER_MINUTE = 60
#: Visitors behind one address send files at the same time; more than so many together are asked to wait (chosen by us).
FROM_ONE_ADDRESS = 10
#: Tabs and devices of one visitor. One more ends the oldest, which may well be a connection that died unnoticed.
STREAMS_PER_CONVERSATION = 10
#: What one process carries (design, budgets: 5,000 idle streams; chosen by us: twice that).
MOST_STREAMS = 10_000


class Limits:
    def __init__(self) -> None:
        self._begin = Limit()
        self._message = Limit()
        self._typing = Limit()
        self._upload = Limit()
        self._options: dict[str, Any] = {}
        self._read_at = -float(KEEP_SECONDS)

    async def check_begin(self, threads: Threads, address: str) -> None:
        per_minute = (await self._current(threads))["channels.conversations_per_minute"]
        wait = self._begin.wait_seconds(address, per_minute=per_minute, burst=max(per_minute / 2, 1))
        if wait:
            raise Problem(429, "Many chats were opened from here. Please wait a moment and try again.", wait)

    async def check_message(self, threads: Threads, conversation: UUID) -> None:
        per_minute = (await self._current(threads))["channels.messages_per_minute"]
        wait = self._message.wait_seconds(
            str(conversation), per_minute=per_minute, burst=max(per_minute / 3, 1)
        )
        if wait:
            raise Problem(429, "That was quick! Your message is kept; please wait a moment.", wait)

    async def check_upload(self, threads: Threads, conversation: UUID, address: str) -> tuple[int, list[str]]:
        """The largest body in bytes and the groups of kinds that may come; raises Problem 429."""
        options = await self._current(threads)
        per_minute = options["files.uploads_per_minute"]
        for caller, rate in (
            (str(conversation), per_minute),
            (f"from {address}", FROM_ONE_ADDRESS * per_minute),
        ):
            wait = self._upload.wait_seconds(caller, per_minute=rate, burst=max(rate / 2, 1))
            if wait:
                raise Problem(429, "Those were many files at once. Please wait a moment and try again.", wait)
        return options["files.largest_mb"] * 1_000_000, options["files.allowed"]

    def check_typing(self, conversation: UUID) -> None:
        wait = self._typing.wait_seconds(
            str(conversation), per_minute=TYPING_PER_MINUTE, burst=TYPING_PER_MINUTE / 3
        )
        if wait:
            raise Problem(429, "Signs of typing come faster than anybody types.", wait)

    async def _current(self, threads: Threads) -> dict[str, Any]:
        if time.monotonic() - self._read_at > KEEP_SECONDS:
            self._options = await threads.read(values)
            self._read_at = time.monotonic()
        return self._options


class OpenStreams:
    """The live streams of each conversation in this process, the oldest first."""

    def __init__(self) -> None:
        self._by_conversation: dict[UUID, list[asyncio.Future[None]]] = {}
        self._count = 0

    @contextmanager
    def opened(self, conversation: UUID) -> Iterator[asyncio.Future[None]]:
        """Gives what is done once a newer stream takes this one's place. Raises Problem 503 when there are too many."""
        if self._count >= MOST_STREAMS:
            raise Problem(503, "Many people are here right now. Please try again in a moment.", 10)
        replaced = asyncio.get_running_loop().create_future()
        streams = self._by_conversation.setdefault(conversation, [])
        if len(streams) >= STREAMS_PER_CONVERSATION:
            streams.pop(0).set_result(None)
        streams.append(replaced)
        self._count += 1
        try:
            yield replaced
        finally:
            self._count -= 1
            if replaced in streams:
                streams.remove(replaced)
            if not streams:
                self._by_conversation.pop(conversation, None)
