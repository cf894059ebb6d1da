"""How does content reach a browser? Streamed, as what it is, and never as a page of ours."""

from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from functools import partial
from typing import Any, Final

from warmline.files.kinds import KINDS, PICTURE
from warmline.files.models import File
from warmline.files.names import disposition
from warmline.files.stores import store
from warmline.files.stores.store import Missing
from warmline.lib.threads import Threads

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

#: Whatever the bytes hold: no script, no form, no frame, nothing fetched, an origin of its own.
POLICY: Final = b"default-src 'none'; sandbox; frame-ancestors 'none'"


async def serve(send: Send, threads: Threads, file: File, name: str, extra: Headers) -> bool:
    """Sends a file that is ready; only pictures, which we drew ourselves, may be shown in place.

    Gives False, with nothing sent, when its bytes are not there.
    """
    chunks = store().chunks(file.digest)
    piece = await threads.read(partial(_next, chunks))
    if piece is None:
        return False
    await send({"type": "http.response.start", "status": 200, "headers": [*_headers(file, name), *extra]})
    while piece:
        following = await threads.read(partial(_next, chunks))
        await send({"type": "http.response.body", "body": piece, "more_body": bool(following)})
        piece = following
    return True


def _next(chunks: Iterator[bytes]) -> bytes | None:
    """b"" at the end, None when there is nothing."""
    try:
        return next(chunks, b"")
    except Missing:
        return None


def _headers(file: File, name: str) -> Headers:
    kind = KINDS[file.kind]
    return [
        (b"content-type", kind.media_type.encode()),
        (b"content-length", str(file.size).encode()),
        (b"content-disposition", disposition(name, is_shown=kind.group == PICTURE).encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"content-security-policy", POLICY),
        (b"cache-control", b"private, max-age=3600, immutable"),
        (b"referrer-policy", b"no-referrer"),
    ]
