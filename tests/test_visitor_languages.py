"""The Visitor API in the visitor's language, from outside; and its stream through a proxy that would hold it back."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from tests.chat import Chat
from tests.conftest import Demo

pytestmark = pytest.mark.slow
GERMAN = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}


@pytest.fixture
def client(demo: Demo) -> Any:
    with demo.client() as client:
        yield client


def test_what_can_be_had_is_said_in_the_language_of_the_request(client: httpx.Client) -> None:
    answer = client.get("/chat/availability", headers=GERMAN).json()
    assert "ein automatischer Assistent" in answer["greeting"]
    assert answer["language"] == "en"
    assert "an automatic assistant" in client.get("/chat/availability").json()["greeting"]


@pytest.mark.parametrize("tag", ["de" * 400, "%00", "de;q=x", ",,,;", "*", "zz-ZZ", "d\xe9"])
def test_a_strange_wish_for_a_language_is_met_in_english_or_german_and_breaks_nothing(
    client: httpx.Client, tag: str
) -> None:
    answer = client.get("/chat/availability", headers={"Accept-Language": tag.encode("latin-1")})
    assert answer.status_code == 200
    assert re.search("automatic assistant|automatischer Assistent", answer.json()["greeting"])


def test_a_refusal_is_in_the_language_of_the_request(client: httpx.Client) -> None:
    chat = Chat(client, language="de")
    bare = client.get(f"{chat.path}/messages", headers=GERMAN)
    assert bare.status_code == 401
    assert bare.json()["title"] == "Dieser Chat braucht seinen Schlüssel"
    empty = client.post(
        f"{chat.path}/messages", json={"client_id": "1", "text": " "}, headers={**GERMAN, **chat.headers}
    )
    assert empty.json()["detail"] == "Bitte schreiben Sie zuerst etwas."


def test_a_whole_talk_with_a_person_asked_for_is_in_spanish(client: httpx.Client) -> None:
    chat = Chat(client, language="es-MX")
    assert "un asistente automático" in chat.greeting["text"]
    assert chat.greeting["language"] == "es"
    assert chat.post("person").json()["text"].startswith("Por supuesto, le paso con una persona.")
    notice = chat.messages()[-1]
    assert notice["language"] == "es"
    why = client.get(f"{chat.path}/messages/{notice['number']}/why", headers=chat.headers).json()
    assert why["title"] == "Por qué se ocupa una persona"


class BufferingProxy(BaseHTTPRequestHandler):
    """Holds an answer back until its end, as nginx does, unless the answer forbids it."""

    demo: Demo

    def do_GET(self) -> None:
        headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
        with httpx.stream("GET", f"{self.demo.url}{self.path}", headers=headers, timeout=20) as answer:
            self.send_response(answer.status_code)
            self.send_header("Content-Type", answer.headers["content-type"])
            self.end_headers()
            is_held_back = answer.headers.get("x-accel-buffering") != "no"
            held = b""
            for chunk in answer.iter_raw():
                held += chunk
                if not is_held_back:
                    self.wfile.write(held)
                    held = b""
            self.wfile.write(held)

    def log_message(self, *_: object) -> None:
        pass


def test_a_stream_passes_a_buffering_proxy_at_once_and_uncompressed(client: httpx.Client, demo: Demo) -> None:
    chat = Chat(client, language="fr")
    handler = type("Proxy", (BufferingProxy,), {"demo": demo})
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{proxy.server_port}{chat.path}/events"
    headers = {**chat.headers, "Accept-Encoding": "gzip, br"}
    try:
        with httpx.stream("GET", address, headers=headers, timeout=15) as stream:
            lines = stream.iter_lines()
            assert "message" in next(line for line in lines if line.startswith("event:"))
            chat.send("Bonjour")
            assert any("Bonjour" in line for line in lines)
    finally:
        proxy.shutdown()
        proxy.server_close()


def test_a_stream_tells_every_cache_and_proxy_to_leave_it_alone(client: httpx.Client) -> None:
    chat = Chat(client)
    with client.stream("GET", f"{chat.path}/events", headers=chat.headers) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.headers["x-accel-buffering"] == "no"
        assert "no-store" in stream.headers["cache-control"]
        assert "content-encoding" not in stream.headers and "content-length" not in stream.headers
