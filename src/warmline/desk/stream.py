"""What changes on the desk, as it changes? Wake-ups only: the page fetches what it shows."""

import asyncio
import json
import time
from collections.abc import Mapping
from functools import partial
from urllib.parse import parse_qs
from uuid import UUID

from warmline.channels.visitor_api.http import Problem, Receive, Scope, Send, answer_problem
from warmline.conversations.models import Conversation
from warmline.desk.signing_in import find_signed_in, session_key
from warmline.lib import live
from warmline.lib.threads import Busy, Threads
from warmline.staff.models import Person
from warmline.staff.presence import note_presence

#: Field notes, desk ergonomics. The page gives up on a stream that is silent for 25 s (live.js).
PING_SECONDS = 10
#: An inbox is drawn again at most so often, however much happens (chosen by us).
INBOX_SECONDS = 0.25
#: So many changed conversations are named; of more the list is read anew (chosen by us).
MOST_NAMED = 20
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    # Proxies such as nginx would hold the events back otherwise.
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class DeskStream:
    """Serves GET /desk/events?conversation=<uuid>.

    Events: connected, inbox, conversation, typing, viewing, notices, ping, signed_out.
    """

    def __init__(self, threads: Threads) -> None:
        self.threads = threads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            key, person, conversation = await self._admit(scope)
        except Problem as problem:
            await answer_problem(send, problem)
            return
        except Busy:
            await answer_problem(send, Problem(503, "The desk is busy. It tries again by itself.", 2))
            return
        topics = [f"conversation:{conversation}", f"viewing:{conversation}"] if conversation else []
        async with live.subscribe("desk", f"person:{person.pk}", *topics) as wakes:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await _Stream(send, self.threads, key, person, conversation).run(wakes, receive)

    async def _admit(self, scope: Scope) -> tuple[str, Person, UUID | None]:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if scope["method"] != "GET":
            raise Problem(405, "This address is only read.")
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise Problem(403, "Only the desk's own pages may listen here.")
        key = session_key(headers.get("cookie", ""))
        person = await self.threads.read(partial(find_signed_in, key))
        if person is None:
            raise Problem(401, "Please sign in again.")
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("conversation", [""])[0]
        return key, person, await self._find(asked) if asked else None

    async def _find(self, asked: str) -> UUID:
        try:
            conversation = UUID(asked)
        except ValueError:
            raise Problem(404, "There is no such conversation.") from None
        if not await self.threads.read(Conversation.objects.filter(pk=conversation).exists):
            raise Problem(404, "There is no such conversation.")
        return conversation


class _Stream:
    def __init__(
        self, send: Send, threads: Threads, key: str, person: Person, conversation: UUID | None
    ) -> None:
        self.send, self.threads, self.key, self.person = send, threads, key, person
        self.conversation = conversation
        self.ping_at = 0.0
        self.inbox_at = 0.0
        #: The conversations that changed; None when too many did to name them.
        self.changed: set[str] | None = set()

    async def run(self, wakes: live.Wakes, receive: Receive) -> None:
        left = asyncio.ensure_future(_until_left(receive))
        try:
            await self._write("connected", {})
            while not left.done() and await self._ping_when_due():
                waking = asyncio.ensure_future(wakes.next(self._wait_seconds()))
                await asyncio.wait({left, waking}, return_when=asyncio.FIRST_COMPLETED)
                if waking.done():
                    await self._tell(waking.result())
                else:
                    waking.cancel()
            if not left.done():
                await self.send({"type": "http.response.body", "body": b""})
        finally:
            left.cancel()

    def _wait_seconds(self) -> float:
        until = self.ping_at if self.changed == set() else min(self.ping_at, self.inbox_at)
        return max(until - time.monotonic(), 0.0)

    async def _ping_when_due(self) -> bool:
        """Looks whether the person is still signed in; False ends the stream."""
        if time.monotonic() < self.ping_at:
            return True
        self.ping_at = time.monotonic() + PING_SECONDS
        try:
            if await self.threads.read(partial(find_signed_in, self.key)) is None:
                await self._write("signed_out", {})
                return False
            await self.threads.write(partial(note_presence, self.person))
        except Busy:
            # The storage does not answer now: the next ping asks again.
            pass
        await self._write("ping", {})
        return True

    async def _tell(self, notes: tuple[live.Note, ...]) -> None:
        is_changed = False
        for topic, note in notes:
            if topic == "desk":
                self._note_changed(note)
            elif topic.startswith("person:") and note and "notices" in note:
                await self._write("notices", {})
            elif topic.startswith("person:"):
                # Something about the account changed: look now whether they may still listen.
                self.ping_at = 0.0
            elif topic.startswith("viewing:"):
                await self._write("viewing", {})
            elif note and "typing" in note:
                await self._tell_typing(note["typing"])
            else:
                is_changed = True
        if is_changed:
            await self._tell_conversation()
        if self.changed != set() and time.monotonic() >= self.inbox_at:
            conversations, self.changed = sorted(self.changed or ()), set()
            self.inbox_at = time.monotonic() + INBOX_SECONDS
            await self._write("inbox", {"conversations": conversations})

    def _note_changed(self, note: Mapping[str, object] | None) -> None:
        conversation = str((note or {}).get("conversation", ""))
        if not conversation or self.changed is None or len(self.changed) >= MOST_NAMED:
            self.changed = None
        else:
            self.changed.add(conversation)

    async def _tell_typing(self, sign: dict[str, object]) -> None:
        if sign.get("person") != self.person.pk:
            await self._write("typing", {key: sign.get(key) for key in ("kind", "name", "on")})

    async def _tell_conversation(self) -> None:
        held = Conversation.objects.filter(pk=str(self.conversation))
        numbers = held.values_list("last_number", flat=True)
        try:
            number = await self.threads.read(numbers.first)
        except Busy:
            number = None
        await self._write("conversation", {"number": number})

    async def _write(self, name: str, value: object) -> None:
        chunk = f"event: {name}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n".encode()
        await self.send({"type": "http.response.body", "body": chunk, "more_body": True})


async def _until_left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
