"""How do files come in and go out by the Visitor API? As raw bodies, looked at before they are kept."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Final
from urllib.parse import unquote
from uuid import UUID

from warmline.channels.line import Line, Refused, Upload
from warmline.channels.visitor_api.http import CORS, Problem, Request, Send, answer_json
from warmline.channels.visitor_api.limiting import Limits
from warmline.files import receiving
from warmline.files.errors import FileRefused
from warmline.files.keeping import Prepared
from warmline.files.serving import serve
from warmline.lib.threads import Threads

#: Beyond it nobody named a file; names are cut anyway (files/names.py).
LONGEST_NAME: Final = 2000

#: Any site may show the picture, also one that is isolated (COEP); the rest of CORS goes along for `fetch`.
_HEADERS: Final = [
    (b"cross-origin-resource-policy", b"cross-origin"),
    *(each for each in CORS if each[0].startswith(b"access-control")),
]


class VisitorFiles:
    def __init__(self, line: Line, threads: Threads, limits: Limits) -> None:
        self.line, self.threads, self.limits = line, threads, limits

    async def attach(self, request: Request, send: Send) -> None:
        """POST conversations/<id>/attachments: the body is the file, X-File-Name its name, percent-encoded."""
        body = receiving.Body(request.receive)
        try:
            answer = await self._take_in(request, body)
        except (Problem, Refused):
            await body.drain()
            raise
        except FileRefused as refused:
            await body.drain()
            raise Problem(refused.status, refused.text) from None
        await answer_json(send, 201, answer)

    async def _take_in(self, request: Request, body: receiving.Body) -> dict[str, object]:
        conversation = request.conversation
        await self.threads.read(partial(self.line.check, conversation, request.token))
        largest, allowed = await self.limits.check_upload(self.threads, conversation, request.address)
        await self.threads.read(partial(self.line.may_attach, conversation))
        announced = request.headers.get("content-length", "")
        async with receiving.received(body, largest, announced) as path:
            upload = Upload(path, name_of(request))
            async with self._prepared(upload, allowed) as prepared:
                return await self.threads.write(partial(self.line.attach, conversation, prepared))

    @asynccontextmanager
    async def _prepared(self, upload: Upload, allowed: list[str]) -> AsyncIterator[Prepared]:
        """If it is not kept in the end, nothing of it stays."""
        prepared = await asyncio.to_thread(self.line.prepare, upload, allowed)
        try:
            yield prepared
        except BaseException:
            await self.threads.write(partial(self.line.drop, prepared))
            raise
        finally:
            prepared.path.unlink(missing_ok=True)

    async def tell(self, request: Request, send: Send) -> None:
        """GET conversations/<id>/attachments/<id>: with an address that holds from now on."""
        await self.threads.read(partial(self.line.check, request.conversation, request.token))
        found = partial(self.line.attachment, request.conversation, _id_in(request))
        await answer_json(send, 200, await self.threads.read(found))

    async def remove(self, request: Request, send: Send) -> None:
        """DELETE conversations/<id>/attachments/<id>: picked, and not sent after all."""
        await self.limits.check_message(self.threads, request.conversation)
        await self.threads.read(partial(self.line.check, request.conversation, request.token))
        work = partial(self.line.remove_attachment, request.conversation, _id_in(request))
        await answer_json(send, 200, await self.threads.write(work))

    async def serve(self, request: Request, send: Send) -> None:
        """GET files/<ticket>: whoever has a signed address that still holds."""
        file, name = await self.threads.read(partial(self.line.find_file, request.path[1]))
        if not await serve(send, self.threads, file, name, _HEADERS):
            raise Problem(404, "There is no such file.")


def name_of(request: Request) -> str:
    return unquote(request.headers.get("x-file-name", "")[:LONGEST_NAME], errors="replace")


def _id_in(request: Request) -> UUID:
    try:
        return UUID(request.path[3])
    except ValueError:
        raise Problem(404, "There is no such file.") from None
