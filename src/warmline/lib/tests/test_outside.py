"""The door to the network: in time, without redirects, and never into a private network."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from warmline.lib.outside import Unreachable, is_allowed, post


class Server(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/drip":
            self.send_response(200)
            for _ in range(40):
                time.sleep(0.1)
                self.wfile.write(b"x")
        self.send_response(302 if self.path == "/away" else 201)
        self.send_header("Location", "http://169.254.169.254/latest/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    listening = HTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{listening.server_port}"
    listening.shutdown()
    listening.server_close()


def test_it_tells_the_status_and_follows_nobody(server: str) -> None:
    assert post(f"{server}/", b"x", {}, seconds=3, may_loop=True) == 201
    assert post(f"{server}/away", b"x", {}, seconds=3, may_loop=True) == 302


def test_it_does_not_wait_for_one_that_drips(server: str) -> None:
    began = time.monotonic()
    with pytest.raises(Unreachable) as error:
        post(f"{server}/drip", b"x", {}, seconds=0.5, may_loop=True)
    assert time.monotonic() - began < 3 and not error.value.permanent


@pytest.mark.parametrize(
    "url",
    [
        "",
        "push.example",
        "ftp://push.example/",
        "http://push.example/",
        "https://user:secret@push.example/",
        "https://[::1",
        "https://push.example:0/",
        "https://push.example/a b",
        "https://push.example/\r\nX: y",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/meta-data",
        "https://192.168.1.1/",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://224.0.0.1/",
        "https://2130706433/",
        "https://localhost/",
    ],
)
def test_what_is_no_address_out_in_the_world_is_refused_for_good(url: str) -> None:
    with pytest.raises(Unreachable) as error:
        post(url, b"", {}, seconds=1)
    assert error.value.permanent


def test_only_loopback_is_opened_for_tests() -> None:
    assert is_allowed("127.0.0.1", may_loop=True) and not is_allowed("10.0.0.1", may_loop=True)
    assert is_allowed("9.9.9.9") and is_allowed("2620:fe::fe") and is_allowed("64:ff9b::808:808")
    assert (
        not is_allowed("64:ff9b:1::1") and not is_allowed("64:ff9b::a00:1") and not is_allowed("2002:a00:1::")
    )
