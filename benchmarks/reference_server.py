"""What is the least a stored and shown message can cost? A bare ASGI server that does only that: the floor.

Plain ASGI on uvicorn, one raw INSERT on disk (synchronous=FULL) in a writer thread, pushed to who listens.
It speaks the calls of the Visitor API that the benchmarks use; it knows no tokens, holders, jobs or numbers.

    python benchmarks/reference_server.py DATA_FOLDER PORT
"""

import asyncio
import json
import sqlite3
import sys
import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import uvicorn

Event = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]

TABLE = "CREATE TABLE IF NOT EXISTS message (id TEXT PRIMARY KEY, conversation TEXT, text TEXT)"


class Reference:
    def __init__(self, file: Path) -> None:
        self.file = file
        self.writer = ThreadPoolExecutor(1)
        self.listening: dict[str, set[asyncio.Queue[bytes]]] = defaultdict(set)

    async def __call__(self, scope: Event, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        parts = scope["path"].split("/")
        if parts[-1] == "conversations":
            await answer(send, {"id": str(uuid.uuid4()), "token": "none"})
        elif parts[-1] == "messages":
            await self.record(parts[-2], receive, send)
        elif parts[-1] == "events":
            await self.stream(parts[-2], receive, send)
        else:
            await answer(send, {})

    async def _live(self, receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()
        for _ in ("startup", "shutdown"):
            message = await receive()
            if message["type"] == "lifespan.startup":
                await loop.run_in_executor(self.writer, self._connect)
            await send({"type": f"{message['type']}.complete"})

    def _connect(self) -> None:
        self.database = sqlite3.connect(self.file, isolation_level=None)
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute("PRAGMA synchronous=FULL")
        self.database.execute(TABLE)

    async def record(self, conversation: str, receive: Receive, send: Send) -> None:
        said = json.loads((await receive())["body"])
        row = (said["client_id"], conversation, said["text"])
        await asyncio.get_running_loop().run_in_executor(self.writer, self._insert, row)
        shown = json.dumps({**said, "from": {"kind": "customer"}})
        for queue in self.listening[conversation]:
            queue.put_nowait(f"event: message\ndata: {shown}\n\n".encode())
        await answer(send, {"client_id": said["client_id"]})

    def _insert(self, row: tuple[str, str, str]) -> None:
        self.database.execute("INSERT INTO message VALUES (?, ?, ?)", row)

    async def stream(self, conversation: str, receive: Receive, send: Send) -> None:
        queue: asyncio.Queue[bytes] = asyncio.Queue()
        self.listening[conversation].add(queue)
        headers = [(b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b": here\n\n", "more_body": True})
        forwarding = asyncio.ensure_future(self._forward(queue, send))
        while (await receive())["type"] != "http.disconnect":
            pass
        forwarding.cancel()
        self.listening[conversation].discard(queue)

    async def _forward(self, queue: asyncio.Queue[bytes], send: Send) -> None:
        while True:
            chunk = await queue.get()
            await send({"type": "http.response.body", "body": chunk, "more_body": True})


async def answer(send: Send, value: object) -> None:
    body = json.dumps(value).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 201, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def main() -> None:
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    uvicorn.run(Reference(folder / "reference.sqlite3"), port=port, access_log=False, log_level="warning")


if __name__ == "__main__":
    main()
