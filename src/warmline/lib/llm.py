"""What does a language model answer? Any endpoint that speaks OpenAI's chat completions, at the owner's one address.

The protocol: https://platform.openai.com/docs/api-reference/chat. The address comes from the owner's command line or
environment alone, so a machine of their own network is allowed here; redirects are not followed.
"""

import http.client
import json
import ssl
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from warmline.lib.hanging_up import hung_up_after

#: No draft is longer; what sends more is broken or hostile.
MOST_BYTES: Final = 256_000
PIECE: Final = 16_384


class ModelFailed(Exception):
    """The model gave nothing that can be used. reason: "away", "slow", "busy", "refused" or "broken"."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Endpoint:
    """url: such as "https://api.example/v1". key: "" when none is asked for."""

    url: str
    model: str
    key: str = ""

    def __repr__(self) -> str:
        """Without the key, which must never be in a log."""
        return f"Endpoint({self.url!r}, {self.model!r})"


@dataclass(frozen=True)
class Completion:
    """tokens: as the endpoint counted them, else estimated by four characters each."""

    text: str
    tokens: int


def check_address(url: str) -> str:
    """The sentence that says what is wrong with an address; "" for one that can be asked."""
    try:
        parts = urlsplit(url)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole:
        return "The address of the language model must begin with http:// or https:// and name a host."
    if parts.username or parts.password:
        return "The key of the language model belongs into WARMLINE_LLM_KEY, not into its address."
    return ""


def complete(
    endpoint: Endpoint, messages: Sequence[dict[str, str]], *, most_tokens: int, seconds: float
) -> Completion:
    """One answer within the time, whole or streamed, as the endpoint likes. Raises ModelFailed."""
    asked = {
        "model": endpoint.model,
        "messages": list(messages),
        "max_tokens": most_tokens,
        "temperature": 0.2,
        "stream": False,
    }
    body = json.dumps(asked).encode()
    try:
        kind, raw = _exchange(endpoint, body, seconds)
    except TimeoutError as error:
        raise ModelFailed("slow") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise ModelFailed("away") from error
    text, counted = _read_stream(raw) if "event-stream" in kind else _read_whole(raw)
    if not text.strip():
        raise ModelFailed("broken")
    return Completion(text, counted or (len(body) + len(text)) // 4)


def _exchange(endpoint: Endpoint, body: bytes, seconds: float) -> tuple[str, bytes]:
    parts = urlsplit(endpoint.url)
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    connection = _connection(parts.scheme, parts.hostname or "", parts.port, seconds)
    late = threading.Event()
    try:
        connection.connect()
        connected = connection.sock
        with hung_up_after(seconds, lambda: connected, late):
            connection.request("POST", f"{parts.path.rstrip('/')}/chat/completions", body, headers)
            with connection.getresponse() as response:
                _refuse_bad(response.status)
                raw = _read(response)
                kind = response.headers.get("Content-Type", "")
    except (OSError, http.client.HTTPException):
        if not late.is_set():
            raise
    finally:
        connection.close()
    if late.is_set():
        raise TimeoutError
    return kind, raw


def _connection(scheme: str, host: str, port: int | None, seconds: float) -> http.client.HTTPConnection:
    if scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=seconds, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=seconds)


def _refuse_bad(status: int) -> None:
    if status in (429, 503):
        raise ModelFailed("busy")
    if status != 200:
        raise ModelFailed("refused")


def _read(response: http.client.HTTPResponse) -> bytes:
    pieces, size = [], 0
    while piece := response.read1(PIECE):
        size += len(piece)
        if size > MOST_BYTES:
            raise ModelFailed("broken")
        pieces.append(piece)
    return b"".join(pieces)


def _read_whole(raw: bytes) -> tuple[str, int]:
    answer = _json(raw)
    return _text(answer, "message"), _tokens(answer)


def _read_stream(raw: bytes) -> tuple[str, int]:
    """The pieces of a stream that ended with its mark; one that broke off is no answer."""
    lines = [line[5:].strip() for line in raw.split(b"\n") if line.startswith(b"data:")]
    if not lines or lines[-1] != b"[DONE]":
        raise ModelFailed("broken")
    pieces = [_json(line) for line in lines[:-1]]
    return "".join(_text(piece, "delta") for piece in pieces), max(map(_tokens, pieces), default=0)


def _json(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise ModelFailed("broken") from error
    if not isinstance(found, dict):
        raise ModelFailed("broken")
    return found


def _text(answer: dict[str, Any], part: str) -> str:
    choices = answer.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else {}
    said = first.get(part) if isinstance(first, dict) else None
    text = said.get("content") if isinstance(said, dict) else None
    return text if isinstance(text, str) else ""


def _tokens(answer: dict[str, Any]) -> int:
    usage = answer.get("usage")
    total = usage.get("total_tokens") if isinstance(usage, dict) else None
    return total if isinstance(total, int) and 0 < total < 10_000_000 else 0
