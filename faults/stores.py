"""How is a database server of our own made, crashed and brought back, and a Redis?"""

import os
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from faults.processes import START_SECONDS, Running, free_port, wait_for

#: On root's behalf: PostgreSQL does not run as root.
USER = "postgres" if os.geteuid() == 0 else None


def find_program(name: str) -> str:
    """In the path, or where Debian keeps it. Raises SystemExit."""
    found = shutil.which(name) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))), ""
    )
    if not found:
        raise SystemExit(f"This needs {name}; on Debian: apt install postgresql redis-server.")
    return found


@dataclass
class Cluster:
    """A PostgreSQL server in a folder, as safe on disk as any (fsync is on)."""

    folder: Path
    #: Where it listens besides 127.0.0.1.
    addresses: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        self.data = self.folder / "postgresql"
        command = [find_program("postgres"), "-D", str(self.data), "-p", str(self.port)]
        command += ["-c", f"listen_addresses={','.join(('127.0.0.1', *self.addresses))}"]
        command += ["-c", f"unix_socket_directories={self.data}", "-c", "max_connections=200"]
        self.server = Running("postgresql", command, self.folder / "postgresql.log", USER, tells=False)

    def url(self, name: str = "warmline", host: str = "127.0.0.1") -> str:
        return f"postgresql://warmline@{host}:{self.port}/{name}"

    def make(self) -> None:
        self.data.mkdir(exist_ok=True)
        self.folder.chmod(0o755)
        if USER:
            shutil.chown(self.data, USER, USER)
        command = [find_program("initdb"), "-D", str(self.data), "--auth=trust", "--username=warmline"]
        command += ["--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run(command, user=USER, group=USER, check=True, capture_output=True, cwd="/")
        with (self.data / "pg_hba.conf").open("a") as rules:
            # Only hosts of this machine's own private networks ever reach it.
            rules.write("host all all 10.0.0.0/8 trust\n")

    def start(self) -> None:
        self.server.start()
        self.wait()

    def wait(self, seconds: float = START_SECONDS) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=3).close()
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return
        raise SystemExit(f"PostgreSQL does not answer:\n{self.server.log.read_text()[-2000:]}")

    def run(self, sql: str, name: str = "warmline") -> None:
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            connection.execute(sql.encode())


def redis_server(folder: Path, addresses: tuple[str, ...] = ()) -> tuple[Running, int]:
    port = free_port()
    command = [find_program("redis-server"), "--port", str(port), "--save", "", "--appendonly", "no"]
    command += ["--bind", "127.0.0.1", *addresses, "--protected-mode", "no", "--dir", str(folder)]
    server = Running("redis", command, folder / "redis.log", tells=False)
    server.start()
    wait_for(port)
    return server, port
