"""What went wrong in a browser that nobody looks at? Errors in its console and requests to third parties."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request

HERE = {"127.0.0.1", "localhost", ""}


class Watch:
    """Collects troubles of all contexts it is over, less those a test announced by `expect`."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.expected: list[str] = []

    def over(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.found.append(f"error in the page: {error.error}"))
        context.on("request", self._request)

    def expect(self, pattern: str) -> None:
        """A trouble that belongs to the test, such as the network's when the test cuts it."""
        self.expected.append(pattern)

    @property
    def troubles(self) -> list[str]:
        return [each for each in self.found if not any(re.search(one, each) for one in self.expected)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.found.append(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in HERE:
            self.found.append(f"third party: {request.url}")
