"""How does plain ASGI speak HTTP? Requests with a bounded body, JSON answers, problems by RFC 9457."""

import json
import math
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from warmline.lib.bodies import BodyRefused, read_body
from warmline.lib.languages import say

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

#: The largest request body in bytes: the longest message in four-byte characters, escaped, with room to spare.
LARGEST_BODY = 64_000

#: The longest tag of a language that anybody uses (RFC 5646, 4.4.1), in characters.
LONGEST_LANGUAGE = 35

#: Any site may embed the widget: its rights are in the bearer token, never in a cookie.
CORS = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-headers", b"authorization, content-type, last-event-id, x-file-name"),
    (b"access-control-allow-methods", b"GET, POST, DELETE, OPTIONS"),
    (b"access-control-max-age", b"86400"),
    (b"access-control-expose-headers", b"retry-after"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]

PROBLEM_TITLES = {
    400: "That could not be read",
    401: "This chat needs its key",
    403: "Not possible here",
    404: "Not found",
    405: "Not possible here",
    408: "That took too long",
    409: "Not possible now",
    410: "No longer there",
    413: "Too long",
    415: "This kind does not fit",
    422: "That does not fit",
    429: "A little slower, please",
    500: "Something went wrong",
    503: "Not sent, try again",
    507: "No room left",
}


class Problem(Exception):
    """An answer that is an error; retry_seconds fills Retry-After."""

    def __init__(self, status: int, detail: str, retry_seconds: float = 0) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.retry_seconds = retry_seconds


@dataclass(frozen=True)
class Request:
    method: str
    #: The path below /chat, split: ("conversations", "<id>", "messages").
    path: tuple[str, ...]
    query: str
    headers: dict[str, str]
    address: str
    receive: Receive

    @property
    def token(self) -> str:
        kind, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() if kind.lower() == "bearer" else ""

    @property
    def language(self) -> str:
        """What the visitor reads, as the chat or the browser says first: "de" of "de-AT,de;q=0.9"."""
        first = self.headers.get("accept-language", "").split(",")[0].split(";")[0].strip()
        return first.split("-")[0].lower() if len(first) <= LONGEST_LANGUAGE else ""

    @property
    def conversation(self) -> UUID:
        try:
            return UUID(self.path[1])
        except ValueError:
            raise Problem(404, "There is no such conversation.") from None

    async def json(self) -> dict[str, Any]:
        """The body as a JSON object; an empty body is an empty object. Raises Problem 400 or 413."""
        try:
            body = await read_body(self.receive, LARGEST_BODY)
        except BodyRefused as refused:
            raise Problem(refused.status, refused.text) from None
        if not body:
            return {}
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            raise Problem(400, "The request is not valid JSON.") from None
        if not isinstance(value, dict):
            raise Problem(400, "The request must be a JSON object.")
        return value


def request_of(scope: Scope, receive: Receive) -> Request:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    client = scope.get("client") or ("", 0)
    return Request(
        method=scope["method"],
        path=tuple(part for part in scope["path"].split("/")[2:] if part),
        query=scope.get("query_string", b"").decode("latin-1"),
        headers=headers,
        address=client[0],
        receive=receive,
    )


async def answer_json(
    send: Send, status: int, value: object, extra: list[tuple[bytes, bytes]] | None = None
) -> None:
    kind = b"application/json" if status < 400 else b"application/problem+json"
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    length = (b"content-length", str(len(body)).encode())
    headers = [(b"content-type", kind), length, *CORS, *(extra or [])]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def answer_file(send: Send, name: str, text: str) -> None:
    """A text that the browser keeps and never shows as a page."""
    body = text.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"content-disposition", f'attachment; filename="{name}"'.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"cache-control", b"no-store"),
        *CORS,
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def answer_problem(send: Send, problem: Problem, language: str = "") -> None:
    title = say(language, PROBLEM_TITLES.get(problem.status, "Error"))
    value = {"type": "about:blank", "title": title, "status": problem.status}
    value["detail"] = say(language, problem.detail)
    extra = []
    if problem.retry_seconds:
        extra.append((b"retry-after", str(math.ceil(problem.retry_seconds)).encode()))
    if problem.status in (408, 413):
        # The rest of the body is not waited for.
        extra.append((b"connection", b"close"))
    await answer_json(send, problem.status, value, extra)


async def answer_options(send: Send) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": CORS})
    await send({"type": "http.response.body", "body": b""})
