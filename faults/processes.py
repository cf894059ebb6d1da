"""How are the processes of an installation started, killed and started again?"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: A process that is not ready by then never will be; a crowded machine takes its time.
START_SECONDS = 180


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment() -> dict[str, str]:
    """Ours without the settings of another installation."""
    return {name: value for name, value in os.environ.items() if not name.startswith("WARMLINE_")}


@dataclass
class Running:
    """One process that can be ended in any way and started again with the same words."""

    name: str
    command: Sequence[str]
    log: Path
    #: "postgres" for the database, which refuses to run as root.
    user: str | None = None
    #: It says one line of JSON once it is ready.
    tells: bool = True
    extra: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None
    ready: dict[str, Any] = field(default_factory=dict)

    def start(self) -> None:
        with self.log.open("a") as errors:
            self.process = subprocess.Popen(
                self.command,
                stdout=subprocess.PIPE if self.tells else errors,
                stderr=errors,
                text=True,
                env={**environment(), **self.extra},
                user=self.user,
                group=self.user,
                cwd="/",
            )
        if self.tells:
            assert self.process.stdout
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit(f"{self.name} did not start:\n{self.log.read_text()[-3000:]}")
            self.ready = json.loads(line)

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def send(self, number: int) -> None:
        if self.process and self.is_alive:
            self.process.send_signal(number)

    def cpu_seconds(self) -> float:
        """User and system time so far of all its threads and of all its children, those that ended too."""
        if self.process is None:
            return 0.0
        pids = [self.process.pid, *children(self.process.pid)]
        return sum(cpu_ticks(pid) for pid in pids) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float:
        """Resident memory in MB of 10^6 bytes; without its children."""
        if self.process is None:
            return 0.0
        fields = Path(f"/proc/{self.process.pid}/statm").read_text().split()
        return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def kill(self) -> None:
        """As a power cut does it: this process and all its children at once."""
        if self.process is None:
            return
        for pid in [self.process.pid, *children(self.process.pid)]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait(30)

    def stop(self, number: int = signal.SIGTERM) -> None:
        self.send(signal.SIGCONT)
        self.send(number)
        if self.process:
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()


def children(pid: int) -> list[int]:
    return [int(folder.name) for folder in Path("/proc").glob("[0-9]*") if parent_of(folder) == pid]


def cpu_ticks(pid: int) -> int:
    """man 5 proc, stat fields 14 to 17."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(int(field) for field in fields[11:15])


def parent_of(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def warmline(*words: str, within: Sequence[str] = ()) -> list[str]:
    """The command line; `within` stands before it, to run it inside a network of its own."""
    return [*within, sys.executable, "-m", "warmline.cli", *words]


def wait_for(port: int, host: str = "127.0.0.1", seconds: float = START_SECONDS) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            socket.create_connection((host, port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"Nothing answers on {host} port {port}.")
