"""How does a load of visitors speak HTTP at little cost of its own? Bare sockets, JSON, one stream each."""

import asyncio
import json
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

#: A message that is not on the other side's screen by then counts as lost.
GIVE_UP_SECONDS = 30


@dataclass
class Answer:
    status: int
    body: bytes
    headers: dict[bytes, bytes] = field(default_factory=dict)

    def json(self) -> Any:
        return json.loads(self.body)


class Wire:
    """One connection that is kept open; one request at a time, the next one waits."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.writer: asyncio.StreamWriter | None = None
        self.turn = asyncio.Lock()

    async def ask(self, method: str, path: str, token: str = "", body: object = None) -> Answer:
        packed = json.dumps(body).encode() if body is not None else b""
        async with self.turn:
            try:
                return await self._ask(head(method, path, token, packed))
            except (asyncio.IncompleteReadError, ConnectionError):
                # The server closes a connection that was idle for some seconds; a repeat is harmless.
                self.close()
                return await self._ask(head(method, path, token, packed))

    async def _ask(self, request: bytes) -> Answer:
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(request)
        status, headers = await read_head(self.reader)
        return Answer(status, await self._body(headers), headers)

    async def _body(self, headers: dict[bytes, bytes]) -> bytes:
        if b"content-length" in headers:
            return await self.reader.readexactly(int(headers[b"content-length"]))
        chunks = []
        while size := int(await self.reader.readline(), 16):
            chunks.append(await self.reader.readexactly(size))
            await self.reader.readexactly(2)
        await self.reader.readexactly(2)
        return b"".join(chunks)

    def close(self) -> None:
        if self.writer:
            self.writer.close()
            self.writer = None


def head(method: str, path: str, token: str, body: bytes, extra: dict[str, str] | None = None) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "host: 127.0.0.1", "content-type: application/json"]
    lines += [f"authorization: Bearer {token}"] if token else []
    lines += [f"{name}: {value}" for name, value in (extra or {}).items()]
    lines += [f"content-length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


async def read_head(reader: asyncio.StreamReader) -> tuple[int, dict[bytes, bytes]]:
    raw = await reader.readuntil(b"\r\n\r\n")
    lines = raw.split(b"\r\n")
    headers = dict(line.lower().split(b": ", 1) for line in lines[1:] if line)
    return int(lines[0].split()[1]), headers


@dataclass
class Sent:
    """One message: seconds until it was stored, and until the awaited word was on the screen (0: never)."""

    status: int
    #: What a refusal says about when to try again; 0 for nothing.
    retry_after: int = 0
    stored_seconds: float = 0
    screen_seconds: float = 0


@dataclass
class Visitor:
    """A conversation with one open stream, which is the other side's screen."""

    port: int
    id: str = ""
    token: str = ""
    holder: str = "bot"
    #: Where its stream is held, if not where it writes.
    screen_port: int = 0
    #: The last number that was shown.
    shown: int = 0
    #: When it last began to send, until whoever watches has noticed.
    sending_since: float = 0.0
    wire: Wire = field(init=False)
    screen: dict[str, asyncio.Future[float]] = field(default_factory=dict)
    listening: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self.wire = Wire(self.port)

    @property
    def path(self) -> str:
        return f"/chat/conversations/{self.id}"

    async def begin(self) -> "Visitor":
        while (begun := await self.wire.ask("POST", "/chat/conversations", body={})).status != 201:
            await asyncio.sleep(int(begun.headers.get(b"retry-after", 1)))
        self.id, self.token = begun.json()["id"], begun.json()["token"]
        return self

    async def listen(self) -> "Visitor":
        """Opens the stream after the last number shown; returns once the server has answered."""
        reader, self.stream = await asyncio.open_connection("127.0.0.1", self.screen_port or self.port)
        path = f"{self.path}/events"
        self.stream.write(head("GET", path, self.token, b"", {"last-event-id": str(self.shown)}))
        await read_head(reader)
        self.listening = asyncio.ensure_future(self._follow(reader))
        return self

    async def _follow(self, reader: asyncio.StreamReader) -> None:
        # Sizes of chunks and pings are lines of their own and pass by.
        kind = b""
        while line := await reader.readline():
            if line.startswith(b"id: "):
                self.shown = int(line[4:])
            elif line.startswith(b"event: "):
                kind = line[7:].strip()
            elif line.startswith(b"data: "):
                self._see(kind, json.loads(line[6:]))

    def _see(self, kind: bytes, value: dict[str, Any]) -> None:
        if kind == b"holder":
            self.holder = value["holder"]
        elif kind == b"message":
            is_own = value["from"]["kind"] == "customer"
            awaited = self.screen.pop(value["client_id"] if is_own else "answer", None)
            if awaited and not awaited.done():
                awaited.set_result(time.perf_counter())

    async def say(self, text: str) -> Sent:
        """Sends a message and waits until it is on the other side's screen."""
        client_id = uuid.uuid4().hex
        return await self._send(text, client_id, client_id)

    async def ask(self, text: str) -> Sent:
        """Sends a message and waits until the answer to it is on the visitor's screen."""
        return await self._send(text, uuid.uuid4().hex, "answer")

    async def _send(self, text: str, client_id: str, awaited: str) -> Sent:
        seen = self.screen[awaited] = asyncio.get_running_loop().create_future()
        started = self.sending_since = time.perf_counter()
        body = {"client_id": client_id, "text": text}
        answer = await self.wire.ask("POST", f"{self.path}/messages", self.token, body)
        wait = int(answer.headers.get(b"retry-after", 0))
        sent = Sent(answer.status, wait, time.perf_counter() - started)
        if answer.status == 201:
            try:
                sent.screen_seconds = await asyncio.wait_for(seen, GIVE_UP_SECONDS) - started
            except TimeoutError:
                self.screen.pop(awaited, None)
        return sent

    def leave(self) -> None:
        self.wire.close()
        if self.listening:
            self.listening.cancel()
            self.stream.close()
