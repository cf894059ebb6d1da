"""Serving: ready when it says so, gone when it is told so, and never half of both."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from warmline.commands.serving import answers_within

pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(*arguments: str) -> Iterator["subprocess.Popen[str]"]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("WARMLINE_")}
    command = [sys.executable, "-m", "warmline.cli", *arguments, "--json"]
    with subprocess.Popen(
        command, env=clean, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def ready_line(process: "subprocess.Popen[str]") -> dict[str, Any]:
    assert process.stdout
    assert process.stderr
    line = process.stdout.readline()
    assert line, process.stderr.read()
    told: dict[str, Any] = json.loads(line)
    return told


def stop(process: "subprocess.Popen[str]", number: int = signal.SIGTERM) -> tuple[int, str]:
    """Its exit code and what it said: a stop that had to be forced is neither 0 nor quiet."""
    process.send_signal(number)
    _, errors = process.communicate(timeout=30)
    return process.returncode, errors


def status_of(url: str) -> int:
    return httpx.get(url, timeout=20).status_code


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("demo") / "data")
    with running("demo", "--playbook", "bakery", "--data", folder, "--port", str(free_port())) as demo:
        told = ready_line(demo)
        assert set(told) == {"site", "desk", "help", "decisions", "agents", "owner"}
        assert stop(demo)[0] == 0
    return folder


def test_the_addresses_answer_when_they_are_told(tmp_path: Path) -> None:
    with running("serve", "--data", str(tmp_path), "--port", str(free_port())) as server:
        addresses = ready_line(server)
        assert set(addresses) == {"site", "desk", "help", "welcome"}
        assert status_of(addresses["help"]) == 200
        assert status_of(addresses["welcome"]) == 200
        code, errors = stop(server)
    assert code == 0
    assert "Traceback" not in errors
    assert not (tmp_path / "serving.json").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_open_stream_does_not_hold_up_the_stop(demo_folder: str, number: int) -> None:
    port = free_port()
    with running("demo", "--data", demo_folder, "--port", str(port)) as server:
        ready_line(server)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/chat", timeout=20) as visitor:
            begun = visitor.post("/conversations", json={}).json()
            bearer = {"Authorization": f"Bearer {begun['token']}"}
            with visitor.stream("GET", f"/conversations/{begun['id']}/events", headers=bearer) as stream:
                assert next(stream.iter_lines())
                code, errors = stop(server, number)
    assert code == 0
    assert "Traceback" not in errors


def test_stopping_with_many_open_streams_is_quiet(demo_folder: str) -> None:
    port = free_port()
    with running("demo", "--data", demo_folder, "--port", str(port)) as server, ExitStack() as open_streams:
        told = ready_line(server)
        address = f"http://127.0.0.1:{port}"
        agent = open_streams.enter_context(httpx.Client(base_url=address, timeout=20))
        form = {"login": told["owner"]["email"], "password": told["owner"]["password"]}
        agent.get("/staff/login/")
        form["csrfmiddlewaretoken"] = agent.cookies["csrftoken"]
        assert agent.post("/staff/login/", data=form).status_code == 302
        for _ in range(3):
            stream = open_streams.enter_context(agent.stream("GET", "/desk/events"))
            assert next(stream.iter_lines())
        visitor = open_streams.enter_context(httpx.Client(base_url=f"{address}/chat", timeout=20))
        for _ in range(3):
            begun = visitor.post("/conversations", json={}).json()
            bearer = {"Authorization": f"Bearer {begun['token']}"}
            path = f"/conversations/{begun['id']}/events"
            stream = open_streams.enter_context(visitor.stream("GET", path, headers=bearer))
            assert next(stream.iter_lines())
        code, errors = stop(server)
    assert (code, errors) == (0, "")


def test_a_page_that_keeps_failing_is_asked_ever_more_slowly_and_then_given_up() -> None:
    class Failing(BaseHTTPRequestHandler):
        asked = 0

        def do_GET(self) -> None:
            Failing.asked += 1
            self.send_error(500)

        def log_message(self, *_: object) -> None:
            """Nothing to say."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Failing) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        assert not answers_within(f"http://127.0.0.1:{site.server_port}/", 1.5)
        site.shutdown()
    assert 4 <= Failing.asked <= 9


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with running("serve", "--data", str(tmp_path), "--port", str(port)) as server:
            _, errors = server.communicate(timeout=60)
    assert server.returncode == 1
    assert f"port {port}" in errors
    assert "--port" in errors
    assert "Traceback" not in errors


def test_two_that_start_at_once_make_the_tables_once(tmp_path: Path) -> None:
    first, second = str(free_port()), str(free_port())
    with (
        running("serve", "--data", str(tmp_path), "--port", first, "--no-worker") as one,
        running("serve", "--data", str(tmp_path), "--port", second) as other,
    ):
        assert status_of(ready_line(one)["help"]) == 200
        assert status_of(ready_line(other)["help"]) == 200
        assert stop(one)[0] == 0
        assert stop(other)[0] == 0


def test_a_worker_process_stops_when_told(tmp_path: Path) -> None:
    with running("worker", "--data", str(tmp_path), "--threads", "2") as worker:
        assert ready_line(worker) == {"worker": "ready", "threads": 2}
        time.sleep(0.3)
        code, errors = stop(worker)
    assert code == 0
    assert "Traceback" not in errors


def test_the_demo_takes_the_next_free_port_and_goes_on_where_it_was(demo_folder: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with running("demo", "--data", demo_folder, "--port", str(port)) as demo:
            told = ready_line(demo)
            assert f":{port}/" not in told["site"]
            assert all(status_of(told[name]) in (200, 302) for name in ("site", "desk", "help", "decisions"))
            assert stop(demo)[0] == 0


def test_another_demo_needs_another_folder(demo_folder: str) -> None:
    with running(
        "demo", "--playbook", "online-shop", "--data", demo_folder, "--port", str(free_port())
    ) as demo:
        _, errors = demo.communicate(timeout=60)
    assert demo.returncode == 2
    assert "already holds the demo bakery" in errors
