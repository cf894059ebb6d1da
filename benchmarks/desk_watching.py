"""How does the desk feel while visitors write? An agent with a live stream who reads the inbox again and again."""

import asyncio
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from wire import Answer, Visitor, Wire, head, read_head

#: As often as a busy desk draws its list anew.
LOOK_SECONDS = 0.5


@dataclass
class Agent:
    """Signed in, one conversation open; its screen is the desk's stream."""

    port: int
    visitor: Visitor
    #: email and password, as the demo told them.
    login: dict[str, str]
    cookies: dict[str, str] = field(default_factory=dict)
    #: Seconds that the inbox took, and that passed until the stream told of the visitor's message.
    pages: list[float] = field(default_factory=list)
    noticed: list[float] = field(default_factory=list)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def watch(self) -> None:
        self.wire = DeskWire(self.port, self.cookies)
        await self._sign_in()
        reader, self.stream = await asyncio.open_connection("127.0.0.1", self.port)
        path = f"/desk/events?conversation={self.visitor.id}"
        self.stream.write(head("GET", path, "", b"", {"cookie": self.wire.cookie()}))
        status, _ = await read_head(reader)
        if status != 200:
            raise SystemExit(f"The desk's stream answered {status}.")
        self.tasks = [asyncio.ensure_future(self._look()), asyncio.ensure_future(self._listen(reader))]

    async def _sign_in(self) -> None:
        await self.wire.visit("GET", "/staff/login/")
        form = {"login": self.login["email"], "password": self.login["password"]}
        form["csrfmiddlewaretoken"] = self.cookies["csrftoken"]
        answer = await self.wire.visit("POST", "/staff/login/", form)
        if answer.status != 302:
            raise SystemExit(f"Signing in answered {answer.status}.")

    async def _look(self) -> None:
        while True:
            started = time.perf_counter()
            answer = await self.wire.visit("GET", "/desk/?tab=queue")
            if answer.status == 200:
                self.pages.append(time.perf_counter() - started)
            await asyncio.sleep(LOOK_SECONDS)

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        """The visitor says when it last began to send; the next word of its conversation ends that time."""
        kind = b""
        while line := await reader.readline():
            if line.startswith(b"event: "):
                kind = line[7:].strip()
            elif line.startswith(b"data: ") and kind == b"conversation" and self.visitor.sending_since:
                self.noticed.append(time.perf_counter() - self.visitor.sending_since)
                self.visitor.sending_since = 0.0

    async def leave(self) -> None:
        for task in self.tasks:
            task.cancel()
        self.stream.close()
        self.wire.close()


class DeskWire(Wire):
    """A connection with cookies, for pages with forms."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        super().__init__(port)
        self.cookies = cookies

    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def visit(self, method: str, path: str, form: dict[str, str] | None = None) -> Answer:
        body = urlencode(form or {}).encode()
        extra = {"cookie": self.cookie(), "referer": f"http://127.0.0.1:{self.port}{path}"}
        request = head(method, path, "", body, extra)
        if form:
            request = request.replace(b"application/json", b"application/x-www-form-urlencoded", 1)
        async with self.turn:
            try:
                return await self._ask(request)
            except (asyncio.IncompleteReadError, ConnectionError):
                self.close()
                return await self._ask(request)

    async def _ask(self, request: bytes) -> Answer:
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(request)
        raw = await self.reader.readuntil(b"\r\n\r\n")
        for name, value in re.findall(rb"(?i)set-cookie: ([^=;\s]+)=([^;\r]*)", raw):
            self.cookies[name.decode()] = value.decode()
        lines = raw.split(b"\r\n")
        headers = dict(line.lower().split(b": ", 1) for line in lines[1:] if line)
        return Answer(int(lines[0].split()[1]), await self._body(headers), headers)
