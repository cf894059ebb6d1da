"""A real demo in a process of its own, on the database that the suite runs on."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

START_SECONDS = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Demo:
    """A running demo; `start` after `kill` goes on with the same data."""

    data: Path
    database: str
    playbook: str = "bakery"
    command: str = "demo"
    port: int = field(default_factory=free_port)
    ready: dict[str, Any] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "warmline.cli", self.command, "--json"]
        command += ["--playbook", self.playbook] if self.command == "demo" else []
        command += ["--data", str(self.data), "--port", str(self.port)]
        command += ["--database", self.database] if self.database else []
        env = {name: value for name, value in os.environ.items() if not name.startswith("WARMLINE_")}
        log = self.data.parent / f"{self.data.name}.log"
        with log.open("a") as errors:
            self.process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=errors, text=True, env=env
            )
        assert self.process.stdout
        with self.process.stdout:
            line = self.process.stdout.readline()
        assert line, log.read_text()[-3000:]
        self.ready = json.loads(line)

    def set_option(self, key: str, value: object) -> None:
        """What the owner would set on the page of rules."""
        code = "import sys, django; django.setup(); from warmline.web.options import change; change(*sys.argv[1:])"
        env = {**os.environ, "WARMLINE_DATA": str(self.data), "DJANGO_SETTINGS_MODULE": "warmline.settings"}
        env["WARMLINE_DATABASE"] = self.database
        subprocess.run([sys.executable, "-c", code, key, str(value)], env=env, check=True, timeout=30)

    def kill(self) -> None:
        """As a power cut does it."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(10)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=20)

    def signed_in(self, login: dict[str, str]) -> httpx.Client:
        client = self.client()
        page = client.get("/staff/login/")
        token = client.cookies["csrftoken"]
        form = {"login": login["email"], "password": login["password"], "csrfmiddlewaretoken": token}
        answer = client.post("/staff/login/", data=form, headers={"Referer": str(page.url)})
        assert answer.status_code == 302, answer.text[:500]
        return client


@pytest.fixture(scope="session")
def new_database() -> Iterator[Any]:
    """Makes databases of the kind the suite runs on, empty or like another that nobody uses now.

    Gives "" for SQLite, which lives in the data folder.
    """
    made: list[str] = []
    base = os.environ.get("WARMLINE_DATABASE", "")

    def make(like: str = "") -> str:
        if not base.startswith("postgres"):
            return ""
        name = f"warmline_{uuid.uuid4().hex[:12]}"
        template = f' TEMPLATE "{urlsplit(like).path[1:]}"' if like else ""
        run_sql(base, f'CREATE DATABASE "{name}"{template}')
        made.append(name)
        parts = urlsplit(base)
        return parts._replace(path=f"/{name}").geturl().replace("postgresql:/warm", "postgresql:///warm")

    yield make
    for name in made:
        run_sql(base, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def run_sql(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture(scope="session")
def new_demo(tmp_path_factory: pytest.TempPathFactory, new_database: Any) -> Any:
    """Makes a bakery that was filled and stopped: it starts in a fifth of the time that filling it takes."""
    filled = Demo(tmp_path_factory.mktemp("filled") / "data", new_database())
    filled.start()
    filled.stop()

    def make(data: Path) -> Demo:
        shutil.copytree(filled.data, data)
        return Demo(data, new_database(filled.database))

    return make


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, new_demo: Any) -> Iterator[Demo]:
    """The bakery, shared by all tests that do not hurt it."""
    running = new_demo(tmp_path_factory.mktemp("demo") / "data")
    try:
        # All tests come from one address.
        running.set_option("channels.conversations_per_minute", 100_000)
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture
def own_demo(tmp_path: Path, new_demo: Any) -> Iterator[Demo]:
    """A demo that a test may kill."""
    running = new_demo(tmp_path / "data")
    yield running
    running.stop()
