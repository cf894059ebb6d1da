"""A server on loopback that speaks the protocol of chat completions, well or badly."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from warmline.lib.llm import Endpoint


class ModelServer(ThreadingHTTPServer):
    """text: what it answers; how: "well", "streaming" or one way of answering badly. asked: the bodies it got."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.text = "Hello."
        self.how = "well"
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint(f"http://127.0.0.1:{self.server_port}/v1", "small-one", "secret-key")


class _Handler(BaseHTTPRequestHandler):
    server: ModelServer

    def do_POST(self) -> None:
        server = self.server
        server.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        server.keys.append(self.headers.get("Authorization", ""))
        assert self.path == "/v1/chat/completions"
        getattr(self, f"_{server.how}")()

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def _send(self, body: bytes, kind: str = "application/json", status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _well(self) -> None:
        answer = {"choices": [{"message": {"content": self.server.text}}], "usage": {"total_tokens": 123}}
        self._send(json.dumps(answer).encode())

    def _streaming(self) -> None:
        pieces = [self.server.text[at : at + 5] for at in range(0, len(self.server.text), 5)]
        lines = [json.dumps({"choices": [{"delta": {"content": piece}}]}) for piece in pieces]
        body = "".join(f"data: {line}\n\n" for line in (*lines, "[DONE]"))
        self._send(body.encode(), "text/event-stream")

    def _broken_stream(self) -> None:
        self._send(b'data: {"choices": [{"delta": {"content": "Half"}}]}\n\n', "text/event-stream")

    def _slow(self) -> None:
        time.sleep(2)

    def _dripping(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(40):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.1)

    def _no_json(self) -> None:
        self._send(b"<html>It works!</html>")

    def _list(self) -> None:
        self._send(b"[1, 2]")

    def _deep(self) -> None:
        self._send(b"[" * 100_000)

    def _strange(self) -> None:
        self._send(b'{"choices": [{"message": {"content": 7}}], "usage": {"total_tokens": "many"}}')

    def _empty(self) -> None:
        self._send(b"")

    def _no_choices(self) -> None:
        self._send(b'{"choices": []}')

    def _huge(self) -> None:
        self._send(b'{"choices": [{"message": {"content": "' + b"x" * 1_000_000 + b'"}}]}')

    def _busy(self) -> None:
        self._send(b"{}", status=429)

    def _failing(self) -> None:
        self._send(b"{}", status=500)

    def _forbidden(self) -> None:
        self._send(b"{}", status=401)

    def _moved(self) -> None:
        self.send_response(302)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _hanging_up(self) -> None:
        self.connection.close()


@contextmanager
def model_server() -> Iterator[ModelServer]:
    server = ModelServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
