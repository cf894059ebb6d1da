"""The Visitor API: what the chat widget speaks, as plain ASGI in front of Django."""

import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from urllib.parse import parse_qs

from warmline.channels.line import Line, Refused
from warmline.channels.visitor_api.fields import email_of, number_of, text_of, visitor_of
from warmline.channels.visitor_api.files import VisitorFiles
from warmline.channels.visitor_api.http import (
    Problem,
    Receive,
    Request,
    Scope,
    Send,
    answer_file,
    answer_json,
    answer_options,
    answer_problem,
    request_of,
)
from warmline.channels.visitor_api.limiting import Limits, OpenStreams
from warmline.channels.visitor_api.stream import stream_events
from warmline.lib import live
from warmline.lib.threads import Busy, Threads

logger = logging.getLogger(__name__)
Handler = Callable[[Request, Send], Awaitable[None]]


class VisitorApi:
    """Serves /chat/...; `line` is the rest of the product, `threads` is where blocking work runs."""

    def __init__(self, line: Line, threads: Threads) -> None:
        self.line = line
        self.threads = threads
        self.limits = Limits()
        self.streams = OpenStreams()
        self.files = VisitorFiles(line, threads, self.limits)
        #: By method, length of the path and its last word; an id stands where the star is.
        self.routes: dict[tuple[str, str], Handler] = {
            ("GET", "availability"): self.availability,
            ("POST", "conversations"): self.begin,
            ("POST", "conversations/*/messages"): self.record,
            ("GET", "conversations/*/messages"): self.read,
            ("GET", "conversations/*/events"): self.events,
            ("GET", "conversations/*/transcript"): self.transcript,
            ("POST", "conversations/*/person"): self.ask_for_person,
            ("POST", "conversations/*/rating"): self.rate,
            ("POST", "conversations/*/email"): self.leave_email,
            ("POST", "conversations/*/typing"): self.typing,
            ("GET", "conversations/*/messages/*/why"): self.explain,
            ("POST", "conversations/*/attachments"): self.files.attach,
            ("GET", "conversations/*/attachments/*"): self.files.tell,
            ("DELETE", "conversations/*/attachments/*"): self.files.remove,
            ("GET", "files/*"): self.files.serve,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = request_of(scope, receive)
        try:
            if request.method == "OPTIONS":
                await answer_options(send)
            else:
                await self._handler(request)(request, send)
        except Problem as problem:
            await answer_problem(send, problem, request.language)
        except Refused as refusal:
            await answer_problem(send, Problem(refusal.status, refusal.text), request.language)
        except Busy:
            logger.warning("The storage did not answer; the visitor was asked to try again.")
            busy = Problem(503, "We could not take this just now. Please try again.", 2)
            await answer_problem(send, busy, request.language)
        except Exception:
            logger.exception("A visitor's request failed: %s %s", request.method, "/".join(request.path[2:]))
            failed = Problem(500, "Something went wrong on our side. Please try again.")
            await answer_problem(send, failed, request.language)

    def _handler(self, request: Request) -> Handler:
        pattern = "/".join("*" if place in (1, 3) else word for place, word in enumerate(request.path))
        handler = self.routes.get((request.method, pattern))
        if handler:
            return handler
        if any(pattern == known for _, known in self.routes):
            raise Problem(405, "This address does not take that kind of request.")
        raise Problem(404, "There is nothing here.")

    async def _check(self, request: Request) -> None:
        await self.threads.read(partial(self.line.check, request.conversation, request.token))

    async def availability(self, request: Request, send: Send) -> None:
        await answer_json(
            send, 200, await self.threads.read(partial(self.line.availability, request.language))
        )

    async def begin(self, request: Request, send: Send) -> None:
        await self.limits.check_begin(self.threads, request.address)
        visitor = visitor_of(await request.json())
        await answer_json(send, 201, await self.threads.write(partial(self.line.begin, visitor)))

    async def record(self, request: Request, send: Send) -> None:
        await self.limits.check_message(self.threads, request.conversation)
        body = await request.json()
        conversation, token = request.conversation, request.token

        def work() -> tuple[dict[str, Any], bool]:
            self.line.check(conversation, token)
            return self.line.record(
                conversation, body.get("client_id"), body.get("text"), body.get("attachments")
            )

        message, is_new = await self.threads.write(work)
        await answer_json(send, 201 if is_new else 200, message)

    async def read(self, request: Request, send: Send) -> None:
        after = number_of(parse_qs(request.query).get("after", [""])[0])
        await self._check(request)
        messages, _ = await self.threads.read(partial(self.line.read, request.conversation, after))
        await answer_json(send, 200, messages)

    async def transcript(self, request: Request, send: Send) -> None:
        await self.limits.check_message(self.threads, request.conversation)
        await self._check(request)
        text = await self.threads.read(partial(self.line.transcript, request.conversation))
        await answer_file(send, "conversation.txt", text)

    async def events(self, request: Request, send: Send) -> None:
        after = number_of(request.headers.get("last-event-id", ""))
        await self._check(request)
        with self.streams.opened(request.conversation) as closing:
            await stream_events(request, send, self.line, self.threads, after, closing)

    async def ask_for_person(self, request: Request, send: Send) -> None:
        await self.limits.check_message(self.threads, request.conversation)
        body = await request.json()
        reason = text_of(body, "reason", 40, cut=True)
        await self._check(request)
        work = partial(self.line.ask_for_person, request.conversation, reason)
        answer, is_new = await self.threads.write(work)
        await answer_json(send, 201 if is_new else 200, answer)

    async def rate(self, request: Request, send: Send) -> None:
        await self.limits.check_message(self.threads, request.conversation)
        body = await request.json()
        await self._check(request)
        answer, is_new = await self.threads.write(partial(self.line.rate, request.conversation, body))
        await answer_json(send, 201 if is_new else 200, answer)

    async def leave_email(self, request: Request, send: Send) -> None:
        await self.limits.check_message(self.threads, request.conversation)
        email = email_of((await request.json()).get("email"))
        await self._check(request)
        answer = await self.threads.write(partial(self.line.leave_email, request.conversation, email))
        await answer_json(send, 200, answer)

    async def typing(self, request: Request, send: Send) -> None:
        self.limits.check_typing(request.conversation)
        body = await request.json()
        await self._check(request)
        note = {"typing": {"kind": "customer", "name": "", "on": body.get("on") is True}}
        live.publish(f"conversation:{request.conversation}", note)
        await answer_json(send, 200, {})

    async def explain(self, request: Request, send: Send) -> None:
        number = number_of(request.path[3])
        await self._check(request)
        answer = await self.threads.read(partial(self.line.explain, request.conversation, number))
        await answer_json(send, 200, answer)
