"""How fast may a visitor go? By the owner's options, with an honest answer to who is too fast."""

import time

from warmline.channels.visitor_api.http import Problem
from warmline.lib.limits import Limit
from warmline.lib.threads import Threads
from warmline.web.options import values

#: How long the owner's options are kept before they are read again.
KEEP_SECONDS = 5


class Limits:
    def __init__(self) -> None:
        self._begin = Limit()
        self._message = Limit()
        self._options: dict[str, int] = {}
        self._read_at = -float(KEEP_SECONDS)

    async def check_begin(self, threads: Threads, address: str) -> None:
        per_minute = (await self._current(threads))["channels.conversations_per_minute"]
        wait = self._begin.wait_seconds(address, per_minute=per_minute, burst=max(per_minute / 2, 1))
        if wait:
            raise Problem(429, "Many chats were opened from here. Please wait a moment and try again.", wait)

    async def check_message(self, threads: Threads, conversation: str) -> None:
        per_minute = (await self._current(threads))["channels.messages_per_minute"]
        wait = self._message.wait_seconds(conversation, per_minute=per_minute, burst=max(per_minute / 3, 1))
        if wait:
            raise Problem(429, "That was quick! Your message is kept; please wait a moment.", wait)

    async def _current(self, threads: Threads) -> dict[str, int]:
        if time.monotonic() - self._read_at > KEEP_SECONDS:
            self._options = await threads.read(values)
            self._read_at = time.monotonic()
        return self._options
