"""A customer who speaks the Visitor API, as any widget would."""

import json
import time
import uuid
from collections.abc import Iterator
from typing import Any

import httpx


class Chat:
    def __init__(self, client: httpx.Client, **visitor: Any) -> None:
        self.client = client
        begun = client.post("/chat/conversations", json=visitor)
        assert begun.status_code == 201, begun.text
        self.id: str = begun.json()["id"]
        self.token: str = begun.json()["token"]
        self.greeting = begun.json()["messages"][0]
        self.path = f"/chat/conversations/{self.id}"
        self.headers = {"Authorization": f"Bearer {self.token}"}

    def post(self, what: str, body: Any = None) -> httpx.Response:
        return self.client.post(f"{self.path}/{what}", json=body or {}, headers=self.headers)

    def send(self, text: Any, client_id: str = "") -> httpx.Response:
        return self.post("messages", {"client_id": client_id or str(uuid.uuid4()), "text": text})

    def messages(self, after: int = 0) -> list[dict[str, Any]]:
        answer = self.client.get(f"{self.path}/messages", params={"after": after}, headers=self.headers)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()
        return found

    def ask(self, text: str, seconds: float = 10) -> dict[str, Any]:
        """Says something and waits for the next word that is not the customer's."""
        number = self.send(text).json()["number"]
        return self.next_word(number, seconds)

    def next_word(self, after: int, seconds: float = 10) -> dict[str, Any]:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for message in self.messages(after):
                if message["from"]["kind"] != "customer":
                    return message
            time.sleep(0.02)
        raise AssertionError(f"nobody answered after {after}: {self.messages()}")

    def events(self, after: int = 0) -> Iterator[dict[str, Any]]:
        """The live stream: {"event", "id", "data"}; ends when the caller stops reading."""
        headers = {**self.headers, "Last-Event-ID": str(after)}
        with self.client.stream("GET", f"{self.path}/events", headers=headers, timeout=20) as stream:
            assert stream.status_code == 200
            fields: dict[str, Any] = {}
            for line in stream.iter_lines():
                if line.startswith(":"):
                    continue
                if not line and fields:
                    yield {**fields, "data": json.loads(fields.get("data", "null"))}
                    fields = {}
                name, _, value = line.partition(": ")
                if name:
                    fields[name] = value
