"""How does the web process run from its first to its last moment?"""

import asyncio
import logging
import resource
import signal
import socket
import threading
import time
import urllib.error
import urllib.request
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from warmline.commands import presence
from warmline.commands.bounded_http import BoundedHttp
from warmline.commands.trouble import Trouble
from warmline.flow import LISTENERS
from warmline.jobs.worker import Worker
from warmline.lib import live

#: Open streams never end by themselves; they resume elsewhere, so a stop need not wait for them.
GRACE_SECONDS = 2
#: Streams that were hung up on end by themselves within this.
HANG_UP_SECONDS = 3
#: A started server whose first page fails for so long is broken, not slow (chosen by us).
READY_SECONDS = 30.0
SHORTEST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.02, 0.5
#: How many ports the demo tries.
PORTS_TRIED = 20


class _Server(uvicorn.Server):
    """Hangs up on open streams before they would be cancelled, each with a traceback in the log."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        asyncio.get_running_loop().call_later(GRACE_SECONDS, self._hang_up)
        await super().shutdown(sockets)

    def _hang_up(self) -> None:
        for connection in tuple(self.server_state.connections):
            connection.transport.close()


def bind(host: str, port: int, tries: int = 1) -> socket.socket:
    """A socket on the port, or on the next free one of so many. Raises Trouble."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in range(port, min(port + tries, 65536)):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, number))
            return listener
        except OSError as error:
            listener.close()
            reason = error.strerror or str(error)
    raise Trouble(f"Cannot listen on {host} port {port}: {reason}. Choose another with --port.")


def address_of(listener: socket.socket) -> str:
    """The address a browser on this machine can open."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "localhost", "::": "localhost"}.get(host, host)  # noqa: S104 (compared, not bound)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(options: Namespace, listener: socket.socket, on_ready: Callable[[str], None]) -> int:
    """Runs until asked to stop; calls on_ready with the address once pages are answered."""
    server = _Server(_config(options.proxy if "proxy" in options else None))
    address = address_of(listener)
    # The server hands the signal on to whoever listened before it; by then all is done.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    _allow_many_streams()
    gave_up = threading.Event()
    ready = threading.Thread(target=_tell_when_ready, args=(server, address, on_ready, gave_up), daemon=True)
    with_jobs = not getattr(options, "no_worker", False)
    with _live(), _worker_beside(with_jobs), presence.serving(address):
        ready.start()
        server.run(sockets=[listener])
    if gave_up.is_set():
        raise Trouble(f"The server started, but {address}/help/ fails. The reason stands in the lines above.")
    return 0 if server.started else 1


def _config(proxy: str | None) -> uvicorn.Config:
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    return uvicorn.Config(
        "warmline.asgi:application",
        http=BoundedHttp,
        ws="none",
        lifespan="on",
        log_config=None,
        # Addresses of visitors are personal data.
        access_log=False,
        server_header=False,
        proxy_headers=proxy is not None,
        forwarded_allow_ips=proxy,
        timeout_graceful_shutdown=GRACE_SECONDS + HANG_UP_SECONDS,
    )


def _allow_many_streams() -> None:
    """Each open page holds a file descriptor; many systems allow 1024 unless asked."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


@contextmanager
def _live() -> Iterator[None]:
    live.start()
    try:
        yield
    finally:
        live.stop()


@contextmanager
def _worker_beside(with_jobs: bool) -> Iterator[None]:
    stop = threading.Event()
    worker = threading.Thread(target=Worker(LISTENERS).run, args=(stop,), name="worker")
    if with_jobs:
        worker.start()
    try:
        yield
    finally:
        stop.set()
        if with_jobs:
            worker.join()


def _tell_when_ready(
    server: uvicorn.Server, address: str, on_ready: Callable[[str], None], gave_up: threading.Event
) -> None:
    while not (server.started or server.should_exit):
        time.sleep(SHORTEST_PAUSE_SECONDS)
    if answers_within(f"{address}/help/", READY_SECONDS, lambda: server.should_exit):
        on_ready(address)
    elif not server.should_exit:
        gave_up.set()
        server.should_exit = True


def answers_within(url: str, seconds: float, is_over: Callable[[], bool] = lambda: False) -> bool:
    """Asks again and again, ever more slowly, until the page answers or the seconds or the whole matter are over."""
    until, pause = time.monotonic() + seconds, SHORTEST_PAUSE_SECONDS
    while not is_over() and time.monotonic() < until:
        if _answers(url):
            return True
        time.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
    return False


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10):  # noqa: S310 (our own address)
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False
