"""What happens in a conversation, as it happens? Rows read by number: a lost wake-up loses nothing."""

import asyncio
import json
import time
from functools import partial

from warmline.channels.line import Line, Refused
from warmline.channels.visitor_api.http import CORS, Receive, Request, Send
from warmline.lib import live
from warmline.lib.threads import Busy, Threads

#: A comment this often keeps proxies from closing the stream and tells the reader that it is alive.
PING_SECONDS = 10
#: Without a wake-up it still looks so often (chosen by us): with each ping, five thousand idle streams would take
#: most of a processor.
LOOK_SECONDS = 60


def event(name: str, value: object, number: int | None = None) -> bytes:
    line = f"id: {number}\n" if number is not None else ""
    return f"{line}event: {name}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n".encode()


async def stream_events(
    request: Request, send: Send, line: Line, threads: Threads, after: int, replaced: asyncio.Future[None]
) -> None:
    """Every message above `after`, then live, until the reader leaves or `replaced` is done."""
    kind = (b"content-type", b"text/event-stream; charset=utf-8")
    # Proxies such as nginx would hold the events back otherwise.
    headers = [kind, (b"x-accel-buffering", b"no"), *CORS]
    topic = f"conversation:{request.conversation}"
    async with live.subscribe(topic) as wakes:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        stream = _Stream(request, send, line, threads, after)
        await stream.catch_up()
        left = asyncio.ensure_future(_until_left(request.receive))
        # Both end the one wait: with thousands of idle streams a task for each of them would be most of the memory.
        for end in (left, replaced):
            end.add_done_callback(lambda _: wakes.end())
        try:
            await _follow(stream, wakes)
        finally:
            left.cancel()
        if replaced.done():
            await send({"type": "http.response.body", "body": b""})


async def _until_left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _follow(stream: "_Stream", wakes: live.Wakes) -> None:
    while not wakes.has_ended:
        notes = await wakes.next(PING_SECONDS)
        if not wakes.has_ended:
            await stream.tell(notes)


class _Stream:
    def __init__(self, request: Request, send: Send, line: Line, threads: Threads, after: int) -> None:
        self.request, self.send, self.line, self.threads = request, send, line, threads
        self.number = after
        self.version = 0
        self.revisions = 0
        self.look_at = 0.0

    async def tell(self, notes: tuple[live.Note, ...]) -> None:
        if not notes:
            await self._write(b": ping\n\n")
        typing = [note["typing"] for _, note in notes if note and "typing" in note]
        if len(typing) < len(notes) or time.monotonic() >= self.look_at:
            await self.catch_up()
        for sign in typing:
            if sign["kind"] != "customer":
                who = {"kind": sign["kind"], "name": sign["name"]}
                await self._write(event("typing", {"from": who, "on": sign["on"]}))

    async def catch_up(self) -> None:
        """Sends what is new; if the storage does not answer now, the next wake-up or ping tries again."""
        more = True
        self.look_at = 0.0
        while more:
            try:
                read = partial(self.line.read, self.request.conversation, self.number)
                messages, state = await self.threads.read(read)
            except (Busy, Refused):
                return
            for message in messages:
                self.number = message["number"]
                await self._write(event("message", message, self.number))
            more = len(messages) >= 500
        self.look_at = time.monotonic() + LOOK_SECONDS
        if state.revisions != self.revisions:
            await self._tell_revised(state.revisions)
        if state.version != self.version:
            self.version = state.version
            await self._write(event("holder", state.as_json()))

    async def _tell_revised(self, revisions: int) -> None:
        """What was changed, with its old number; after a connection anew all of it once more."""
        try:
            read = partial(self.line.read_revised, self.request.conversation, self.revisions)
            messages = await self.threads.read(read)
        except (Busy, Refused):
            self.look_at = 0.0
            return
        self.revisions = revisions
        for message in messages:
            await self._write(event("revision", message))

    async def _write(self, chunk: bytes) -> None:
        await self.send({"type": "http.response.body", "body": chunk, "more_body": True})
