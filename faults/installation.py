"""Which installation is broken here? Hosts with a web process and a worker each, one PostgreSQL, one Redis."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from faults.counting import Query, of_postgresql, of_sqlite
from faults.hosts import Host
from faults.processes import Running, environment, free_port, warmline
from faults.stores import Cluster, redis_server
from faults.visiting import Address

#: The owner's limits on visitors, raised: here one machine plays all of them.
RAISE_LIMITS = """
import django
django.setup()
from warmline.web.options import change
change("channels.conversations_per_minute", 100000)
change("channels.messages_per_minute", 100000)
"""
#: A supervisor such as systemd starts again what died, after a moment.
RESTART_SECONDS = 1.0


@dataclass
class Installation:
    folder: Path
    webs: list[Running]
    workers: list[Running]
    addresses: list[Address]
    query: Query
    cluster: Cluster | None = None
    redis: Running | None = None
    hosts: Sequence[Host] = ()
    #: email and password of somebody at the desk
    login: dict[str, str] = field(default_factory=dict)

    async def restart(self, one: Running) -> None:
        """As a supervisor does it, a moment after it died."""
        await asyncio.sleep(RESTART_SECONDS)
        await asyncio.to_thread(one.start)

    async def kill(self, one: Running) -> None:
        await asyncio.to_thread(one.kill)
        await self.restart(one)

    @property
    def processes(self) -> list[Running]:
        return [*self.webs, *self.workers]

    @property
    def log(self) -> str:
        return "".join(path.read_text() for path in sorted({one.log for one in self.processes}))


def make_demo(data: Path, database: str = "") -> dict[str, str]:
    """The bakery, filled and stopped, its limits on visitors raised; gives the login of an agent."""
    words = ["--json", "--data", str(data), "--port", str(free_port())]
    words += ["--database", database] if database else []
    demo = Running("demo", warmline("demo", *words), data.parent / "demo.log")
    demo.start()
    demo.stop()
    inside(data, database, RAISE_LIMITS)
    login: dict[str, str] = demo.ready["agents"][0]
    return login


def inside(data: Path, database: str, code: str) -> str:
    """Runs a few lines of Python inside the installation, in a process of their own; gives what they print."""
    env = {**environment(), "WARMLINE_DATA": str(data), "WARMLINE_DATABASE": database}
    env["DJANGO_SETTINGS_MODULE"] = "warmline.settings"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=env, check=True, timeout=120, capture_output=True, text=True, cwd="/")
    return done.stdout


@contextmanager
def many(
    folder: Path, hosts: Sequence[Host] = (), size: int = 2, with_redis: bool = True
) -> Iterator[Installation]:
    """PostgreSQL, Redis, and `size` hosts with a web process and a worker each; on networks of their own if given."""
    near = tuple(host.behind.near for host in hosts)
    cluster = Cluster(folder, near)
    with ExitStack() as stack:
        cluster.make()
        stack.callback(cluster.server.kill)
        cluster.start()
        cluster.run("CREATE DATABASE warmline", "postgres")
        redis, redis_port = redis_server(folder, near) if with_redis else (None, 0)
        if redis:
            stack.callback(redis.kill)
        login = make_demo(folder / "data", cluster.url())
        made = Installation(folder, [], [], [], of_postgresql(cluster.url()), cluster, redis, hosts, login)
        for number in range(size):
            host = hosts[number] if hosts else None
            add_host(made, number, host, redis_port)
        for one in made.processes:
            stack.callback(one.kill)
        with ThreadPoolExecutor() as pool:
            list(pool.map(Running.start, made.processes))
        yield made


def add_host(made: Installation, number: int, host: Host | None, redis_port: int) -> None:
    assert made.cluster
    behind, front = (host.behind.near, host.front.far) if host else ("127.0.0.1", "127.0.0.1")
    within = host.within if host else ()
    common = ["--json", "--data", str(made.folder / "data"), "--database", made.cluster.url(host=behind)]
    common += ["--redis", f"redis://{behind}:{redis_port}"] if redis_port else []
    port = free_port()
    web = warmline("serve", "--no-worker", "--host", front, "--port", str(port), *common, within=within)
    made.webs.append(Running(f"web {number}", web, made.folder / f"web{number}.log"))
    worker = warmline("worker", *common, within=within)
    made.workers.append(Running(f"worker {number}", worker, made.folder / f"worker{number}.log"))
    made.addresses.append((front, port))


@contextmanager
def single(folder: Path) -> Iterator[Installation]:
    """One process on SQLite, as it is after `warmline serve`."""
    data, port = folder / "data", free_port()
    login = make_demo(data)
    web = Running(
        "server", warmline("serve", "--json", "--data", str(data), "--port", str(port)), folder / "web.log"
    )
    made = Installation(folder, [web], [], [("127.0.0.1", port)], of_sqlite(data / "warmline.sqlite3"))
    made.login = login
    web.start()
    try:
        yield made
    finally:
        web.kill()
