"""How is a server started, watched and stopped, and how are its figures written down?"""

import json
import os
import platform
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

HERE = Path(__file__).parent
TICKS = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
START_SECONDS = 180

#: The owner's limits on visitors, raised: here one machine plays thousands of them.
RAISE_LIMITS = """
import django
django.setup()
from warmline.web.options import change
change("channels.conversations_per_minute", 100000)
change("channels.messages_per_minute", 100000)
"""

#: A person takes the conversations whose ids stand on the input, one a line.
TAKE = """
import sys, uuid, django
django.setup()
from warmline.conversations.handover import take
from warmline.staff.models import Person
person = Person.objects.filter(is_active=True).order_by("pk")[0]
for line in sys.stdin:
    take(uuid.UUID(line.strip()), person)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path | None = None) -> dict[str, str]:
    """Ours without settings of another installation; with `data`, for a script that uses Django by itself."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WARMLINE_")}
    if data is None:
        return kept
    return {**kept, "WARMLINE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "warmline.settings"}


def run_inside(data: Path, script: str, given: str = "") -> None:
    """Runs a few lines of Python inside the installation, in a process of their own."""
    command = [sys.executable, "-c", script]
    subprocess.run(command, input=given, text=True, env=environment(data), check=True, timeout=120)


def take_all(data: Path, conversations: Sequence[str]) -> None:
    run_inside(data, TAKE, "\n".join(conversations))


@dataclass
class Server:
    """A running server process and what the kernel knows of it."""

    process: subprocess.Popen[str]
    port: int
    ready: dict[str, Any]

    def cpu_seconds(self) -> float:
        """User and system time of all its threads so far (man 5 proc, stat fields 14 and 15)."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory_mb(self) -> float:
        """Resident memory in MB of 10^6 bytes."""
        fields = Path(f"/proc/{self.process.pid}/statm").read_text().split()
        return int(fields[1]) * PAGE_BYTES / 1e6

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(5)


@contextmanager
def running(command: str, data: Path, *options: str) -> Iterator[Server]:
    """`warmline <command>` on a free port, once it says that it is ready."""
    port = free_port()
    full = [sys.executable, "-m", "warmline.cli", command, "--json", "--data", str(data), "--port", str(port)]
    with start([*full, *options], port, (data.parent / f"{data.name}.log").open("a")) as server:
        assert server.process.stdout
        line = server.process.stdout.readline()
        if not line:
            raise SystemExit(
                f"The server did not start:\n{(data.parent / f'{data.name}.log').read_text()[-2000:]}"
            )
        server.ready = json.loads(line)
        yield server


@contextmanager
def reference(folder: Path) -> Iterator[Server]:
    """The floor of reference_server.py on a free port, once it answers."""
    port = free_port()
    command = [sys.executable, str(HERE / "reference_server.py"), str(folder), str(port)]
    with start(command, port, sys.stderr) as server:
        wait_for_port(port)
        yield server


@contextmanager
def start(command: Sequence[str], port: int, log: IO[str]) -> Iterator[Server]:
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment())
    server = Server(process, port, {})
    try:
        yield server
    finally:
        server.stop()


def wait_for_port(port: int, seconds: float = START_SECONDS) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.005)
        else:
            return
    raise SystemExit(f"Nothing answers on port {port}.")


def make_demo(folder: Path, playbook: str = "online-shop") -> Path:
    """An installation filled with a made-up business, its limits on visitors raised, not running."""
    data = folder / "data"
    with running("demo", data, "--playbook", playbook):
        pass
    run_inside(data, RAISE_LIMITS)
    return data


def allow_many_files() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def percentile(values: Sequence[float], percent: float) -> float:
    """Nearest rank; nan when there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else float("nan")


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [f"\n{title}\n", "| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    return "\n".join([*lines, *("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)])


def machine() -> str:
    """What the figures were taken on, without a name."""
    gigabytes = os.sysconf("SC_PHYS_PAGES") * PAGE_BYTES / 1e9
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    return f"{os.cpu_count()} cores, {gigabytes:.0f} GB, {system}, Python {platform.python_version()}"
