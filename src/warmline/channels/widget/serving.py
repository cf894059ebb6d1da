"""How does the chat reach a browser? Read once at start, without comment lines, compressed, for any site."""

import gzip
import hashlib
import re
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "static" / "widget"
PATH = "/static/widget/"

#: Lines that are only a comment: visitors should not have to fetch a tenth more for what they never read.
COMMENT = re.compile(rb"^\s*(//.*|/\*\*.*\*/)\n", re.MULTILINE)

#: Indents and empty lines help who reads the source alone; no text that runs over several lines is more than styles.
INDENT = re.compile(rb"^[ \t\n]+", re.MULTILINE)

#: Modules that are fetched when they are first needed, with the styles they bring.
LATER = ("attach.js", "files.js", "more.js")

#: Chosen by us: short, so that all modules are of one version soon after an upgrade.
CACHE = b"public, max-age=300"


@dataclass(frozen=True)
class Asset:
    plain: bytes
    packed: bytes
    tag: bytes


def read_assets(folder: Path = FOLDER) -> dict[str, Asset]:
    """By file name."""
    return {path.name: pack(path.read_bytes()) for path in folder.glob("*.js")}


def pack(source: bytes) -> Asset:
    plain = INDENT.sub(b"", COMMENT.sub(b"", source))
    tag = f'"{hashlib.sha256(plain).hexdigest()[:20]}"'.encode()
    return Asset(plain, gzip.compress(plain, 9, mtime=0), tag)


class WidgetFiles:
    """Serves /static/widget/... as plain ASGI."""

    def __init__(self) -> None:
        self.assets = read_assets()

    async def __call__(
        self,
        scope: MutableMapping[str, Any],
        receive: Callable[[], Awaitable[MutableMapping[str, Any]]],
        send: Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ) -> None:
        status, headers, body = self.answer(scope["path"], dict(scope["headers"]))
        if scope["method"] == "HEAD":
            body = b""
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def answer(self, path: str, asked: dict[bytes, bytes]) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        asset = self.assets.get(path.removeprefix(PATH))
        if asset is None:
            return 404, [(b"content-type", b"text/plain"), (b"content-length", b"9")], b"Not found"
        headers = [
            (b"access-control-allow-origin", b"*"),
            (b"cross-origin-resource-policy", b"cross-origin"),
            (b"cache-control", CACHE),
            (b"etag", asset.tag),
            (b"vary", b"accept-encoding"),
        ]
        if asked.get(b"if-none-match") == asset.tag:
            return 304, headers, b""
        is_packed = b"gzip" in asked.get(b"accept-encoding", b"")
        body = asset.packed if is_packed else asset.plain
        headers += [
            (b"content-type", b"text/javascript; charset=utf-8"),
            (b"x-content-type-options", b"nosniff"),
            (b"content-length", str(len(body)).encode()),
        ]
        return 200, headers + ([(b"content-encoding", b"gzip")] if is_packed else []), body
