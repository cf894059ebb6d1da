"""The product as one ASGI application: the Visitor API and live streams as plain ASGI, all pages by Django's WSGI."""

import asyncio
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "warmline.settings")
# What is imported below needs the settings.
django.setup()

from warmline.channels.visitor_api.app import VisitorApi  # noqa: E402
from warmline.channels.visitor_api.http import Receive, Scope, Send  # noqa: E402
from warmline.channels.widget.serving import PATH as WIDGET_PATH  # noqa: E402
from warmline.channels.widget.serving import WidgetFiles  # noqa: E402
from warmline.desk.files import DeskFiles, is_ours  # noqa: E402
from warmline.desk.stream import DeskStream  # noqa: E402
from warmline.lib.threads import Threads  # noqa: E402
from warmline.line.visitors import LINE  # noqa: E402
from warmline.line.warming import warm_up  # noqa: E402
from warmline.operations.answering import PATHS, Operations  # noqa: E402
from warmline.operations.counting import App, Counted  # noqa: E402
from warmline.web.pages import Pages  # noqa: E402


class Application:
    def __init__(self) -> None:
        self.threads = Threads()
        self.operations = Operations(self.threads)
        parts: dict[str, App] = {
            "visitors": VisitorApi(LINE, self.threads),
            "widget": WidgetFiles(),
            "desk stream": DeskStream(self.threads),
            "files": DeskFiles(self.threads),
            "pages": Pages(),
        }
        self.parts = {name: Counted(name, part) for name, part in parts.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._route(scope)(scope, receive, send)

    def _route(self, scope: Scope) -> App:
        path = scope["path"]
        if path in PATHS:
            return self.operations
        return self.parts[_part(scope, path)]

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self.threads.read(warm_up)
            if message["type"] == "lifespan.shutdown":
                await asyncio.to_thread(self.threads.close)
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return


def _part(scope: Scope, path: str) -> str:
    if path.startswith("/chat/"):
        return "visitors"
    if path.startswith(WIDGET_PATH):
        return "widget"
    if path == "/desk/events":
        return "desk stream"
    return "files" if is_ours(scope) else "pages"


application = Application()
