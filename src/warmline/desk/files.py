"""How do staff send and open files? In front of Django, since its pages take small bodies only (web/pages.py)."""

import asyncio
import re
from functools import partial
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import parse_qs
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware

from warmline.channels.visitor_api.files import name_of
from warmline.channels.visitor_api.http import (
    Problem,
    Receive,
    Request,
    Scope,
    Send,
    answer_json,
    answer_problem,
    request_of,
)
from warmline.conversations.attaching import Sender, attach
from warmline.conversations.errors import UnknownConversation
from warmline.conversations.models import Attachment
from warmline.desk.models import Draft
from warmline.desk.signing_in import find_signed_in, session_key
from warmline.files import receiving
from warmline.files.errors import FileRefused
from warmline.files.keeping import Prepared, drop, prepare
from warmline.files.serving import serve
from warmline.lib.threads import Busy, Threads
from warmline.staff.models import Person
from warmline.web.options import values

UPLOADS: Final = re.compile(r"/desk/conversations/([0-9a-f-]{36})/attachments")
FILES: Final = re.compile(r"/desk/files/([0-9a-f-]{36})")


class _Protection(CsrfViewMiddleware):
    """Django's own, which only says why: the page it would draw needs the rest of Django."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponseForbidden:
        return HttpResponseForbidden(reason)


_csrf = _Protection(lambda request: HttpResponseForbidden())


def is_ours(scope: Scope) -> bool:
    path, method = scope["path"], scope["method"]
    return bool(FILES.fullmatch(path)) or (method == "POST" and bool(UPLOADS.fullmatch(path)))


class DeskFiles:
    """Serves POST /desk/conversations/<id>/attachments?kind=reply|note and GET /desk/files/<id>."""

    def __init__(self, threads: Threads) -> None:
        self.threads = threads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = receiving.Body(receive)
        request = request_of(scope, body)
        try:
            await self._answer(scope, request, send)
        except Problem as problem:
            await self._refuse(send, body, problem)
        except FileRefused as refused:
            await self._refuse(send, body, Problem(refused.status, refused.text))
        except UnknownConversation as error:
            await self._refuse(send, body, Problem(404, error.text))
        except Busy:
            await self._refuse(send, body, Problem(503, "The desk is busy. Please try again.", 2))

    async def _refuse(self, send: Send, body: receiving.Body, problem: Problem) -> None:
        await body.drain()
        await answer_problem(send, problem)

    async def _answer(self, scope: Scope, request: Request, send: Send) -> None:
        person = await self._admit(request)
        if request.method == "POST":
            await self._take_in(scope, request, person, send)
        elif request.method in ("GET", "HEAD"):
            await self._serve(scope, send)
        else:
            raise Problem(405, "This address does not take that kind of request.")

    async def _admit(self, request: Request) -> Person:
        key = session_key(request.headers.get("cookie", ""))
        person = await self.threads.read(partial(find_signed_in, key))
        if person is None:
            raise Problem(401, "Please sign in again.")
        return person

    async def _take_in(self, scope: Scope, request: Request, person: Person, send: Send) -> None:
        if not has_token(request, scope.get("scheme", "http")):
            raise Problem(403, "This page is out of date. Please reload it and try again.")
        found = UPLOADS.fullmatch(scope["path"])
        kind = parse_qs(request.query).get("kind", [""])[0]
        if found is None or kind not in Draft.Kind.values:
            raise Problem(422, "A file is for a reply or for a note.")
        options = await self.threads.read(values)
        largest = options["files.largest_mb"] * 1_000_000
        announced = request.headers.get("content-length", "")
        async with receiving.received(request.receive, largest, announced) as path:
            prepared = await asyncio.to_thread(prepare, path, name_of(request), options["files.allowed"])
            try:
                waiting = await self._keep(_id(found[1]), Sender(person, kind), prepared)
            finally:
                prepared.path.unlink(missing_ok=True)
        await answer_json(send, 201, {"id": str(waiting.pk), "name": waiting.name})

    async def _keep(self, conversation: UUID, sender: Sender, prepared: Prepared) -> Attachment:
        try:
            return await self.threads.write(partial(attach, conversation, sender, prepared))
        except BaseException:
            await self.threads.write(partial(drop, prepared))
            raise

    async def _serve(self, scope: Scope, send: Send) -> None:
        found = FILES.fullmatch(scope["path"])
        pk = _id(found[1]) if found else None
        attachment = await self.threads.read(partial(_find, pk)) if pk else None
        if attachment is None:
            raise Problem(404, "There is no such file.")
        if not attachment.file.is_ready:
            raise Problem(409, "This file is held back until it was checked for viruses.")
        if not await serve(send, self.threads, attachment.file, attachment.name, []):
            raise Problem(404, "There is no such file.")


def has_token(request: Request, scheme: str) -> bool:
    """Did a page of ours send it? Asked of Django's own protection, as for every other POST."""
    django = HttpRequest()
    django.method = "POST"
    django.META = {
        "HTTP_HOST": request.headers.get("host", ""),
        "HTTP_X_CSRFTOKEN": request.headers.get("x-csrftoken", ""),
        **{
            f"HTTP_{name.upper()}": value
            for name, value in request.headers.items()
            if name in ("origin", "referer")
        },
    }
    django._get_scheme = lambda: scheme  # type: ignore[attr-defined]  # as Django's own requests tell it
    try:
        cookies = SimpleCookie(request.headers.get("cookie", ""))
    except CookieError:
        return False
    django.COOKIES = {name: morsel.value for name, morsel in cookies.items()}
    _csrf.process_request(django)
    return _csrf.process_view(django, _nothing, (), {}) is None


def _nothing(request: HttpRequest) -> HttpResponse:
    """A view without exceptions from the protection."""
    return HttpResponse()


def _find(pk: UUID) -> Attachment | None:
    return Attachment.objects.select_related("file").filter(pk=pk).first()


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Problem(404, "There is no such file.") from None
