"""What do visitors do while things break? They write, try again until it is taken, and watch their stream resume."""

import asyncio
import itertools
import json
import random
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

#: The chat gives up on an answer and on a silent stream after so long (widget/transport.js).
ANSWER_SECONDS, SILENT_SECONDS = 15.0, 25.0
#: Then a visitor writes again, answered or not: an impatient one.
PATIENCE_SECONDS = 4.0
#: Then a visitor opens the next conversation, so that the bot always has something to do.
SAID_EACH = 5
QUESTIONS = (
    "What are your opening hours?",
    "Do you have vegan cake?",
    "I want to talk to a person",
    "Is there parking nearby?",
    "xyzzy plugh",
)
Address = tuple[str, int]


class Unanswered(Exception):
    """Nobody answered in time, or the connection broke."""


@dataclass
class Said:
    text: str
    client_id: str
    #: Number under which it was acknowledged; 0 while it was not.
    number: int = 0
    wait_seconds: float = 0.0


@dataclass
class Talk:
    """One conversation: what was said in order, and the numbers its stream showed in order."""

    id: str
    token: str
    said: list[Said] = field(default_factory=list)
    shown: list[int] = field(default_factory=list)
    following: asyncio.Task[None] | None = None

    @property
    def path(self) -> str:
        return f"/chat/conversations/{self.id}"


@dataclass
class Crowd:
    """Visitors of an installation that is reached at several addresses."""

    addresses: Sequence[Address]
    size: int = 8
    pause_seconds: float = 0.4
    talks: list[Talk] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.may_stop = asyncio.Event()
        self.numbers = itertools.count(1)
        self.turns = itertools.cycle(self.addresses)

    def start(self) -> None:
        self.writing = [asyncio.ensure_future(self._visit()) for _ in range(self.size)]

    async def stop(self) -> None:
        """Nobody begins anything new; what was begun is finished."""
        self.may_stop.set()
        await asyncio.gather(*self.writing)

    async def leave(self) -> None:
        for talk in self.talks:
            if talk.following:
                talk.following.cancel()
        await asyncio.gather(*(t.following for t in self.talks if t.following), return_exceptions=True)

    async def _visit(self) -> None:
        while not self.may_stop.is_set():
            begun = (await self._until_taken("/chat/conversations", "", {})).json()
            talk = Talk(begun["id"], begun["token"])
            talk.following = asyncio.ensure_future(self._follow(talk))
            self.talks.append(talk)
            for _ in range(SAID_EACH):
                if self.may_stop.is_set():
                    break
                await self._say(talk)
                await self._read(talk)

    async def _say(self, talk: Talk) -> None:
        said = Said(f"{random.choice(QUESTIONS)} {next(self.numbers)}", uuid.uuid4().hex)
        talk.said.append(said)
        started = time.monotonic()
        body = {"client_id": said.client_id, "text": said.text}
        answer = await self._until_taken(f"{talk.path}/messages", talk.token, body)
        said.number = answer.json()["number"]
        said.wait_seconds = time.monotonic() - started

    async def _read(self, talk: Talk) -> None:
        """Until something is shown after what was said, a while at most, and a moment to think."""
        until, number = time.monotonic() + PATIENCE_SECONDS, talk.said[-1].number
        while time.monotonic() < until and (not talk.shown or talk.shown[-1] <= number):
            await asyncio.sleep(0.05)
        await asyncio.sleep(self.pause_seconds * random.uniform(0.5, 1.5))

    async def _until_taken(self, path: str, token: str, body: object) -> "Answer":
        """Again and again at the next address, as the chat does it."""
        while True:
            address = next(self.turns)
            try:
                answer = await ask(address, "POST", path, token, body)
            except Unanswered:
                self.answers["no answer"] += 1
            else:
                self.answers[str(answer.status)] += 1
                if answer.status in (200, 201):
                    return answer
            await asyncio.sleep(0.3)

    async def _follow(self, talk: Talk) -> None:
        """The live stream: resumes at another address after the last number that was shown."""
        for address in itertools.cycle(random.sample(list(self.addresses), len(self.addresses))):
            # Whatever broke it, the next address goes on.
            with suppress(OSError, asyncio.IncompleteReadError, TimeoutError):
                await self._listen(talk, address)
            await asyncio.sleep(0.3)

    async def _listen(self, talk: Talk, address: Address) -> None:
        async with asyncio.timeout(5):
            reader, writer = await asyncio.open_connection(*address)
        try:
            last = talk.shown[-1] if talk.shown else 0
            writer.write(head("GET", f"{talk.path}/events", talk.token, b"", f"Last-Event-ID: {last}"))
            while True:
                async with asyncio.timeout(SILENT_SECONDS):
                    line = await reader.readline()
                if not line:
                    return
                if line.startswith(b"id: "):
                    talk.shown.append(int(line[4:]))
        finally:
            writer.close()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


async def ask(address: Address, method: str, path: str, token: str = "", body: object = None) -> Answer:
    """One request on a connection of its own. Raises Unanswered."""
    packed = json.dumps(body).encode() if body is not None else b""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            reader, writer = await asyncio.open_connection(*address)
            try:
                writer.write(head(method, path, token, packed, "Connection: close"))
                raw = await reader.read()
            finally:
                writer.close()
    except (OSError, TimeoutError) as error:
        raise Unanswered from error
    top, gap, content = raw.partition(b"\r\n\r\n")
    lines = top.decode("latin-1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
    if not gap or int(headers.get("content-length", 0)) > len(content):
        raise Unanswered
    return Answer(int(lines[0].split()[1]), headers, content)


def head(method: str, path: str, token: str, body: bytes, extra: str) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json", extra]
    lines += [f"Authorization: Bearer {token}"] if token else []
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body
