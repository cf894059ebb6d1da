"""How does the web process run from its first to its last moment?"""

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
#: How many ports the demo tries.
PORTS_TRIED = 20


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
    server = uvicorn.Server(_config(options.proxy if "proxy" in options else None))
    address = address_of(listener)
    # The server hands the signal on to whoever listened before it; by then all is done.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    _allow_many_streams()
    ready = threading.Thread(target=_tell_when_ready, args=(server, address, on_ready), daemon=True)
    with_jobs = not getattr(options, "no_worker", False)
    with _live(), _worker_beside(with_jobs), presence.serving(address):
        ready.start()
        server.run(sockets=[listener])
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
        timeout_graceful_shutdown=GRACE_SECONDS,
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


def _tell_when_ready(server: uvicorn.Server, address: str, on_ready: Callable[[str], None]) -> None:
    while not server.should_exit:
        if server.started and _answers(f"{address}/help/"):
            on_ready(address)
            return
        time.sleep(0.02)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10):  # noqa: S310 (our own address)
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False
