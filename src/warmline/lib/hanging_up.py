"""How long may an answer take in all? A time limit for each read does not bound one whose bytes drip."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


@contextmanager
def hung_up_after(
    seconds: float, connected: Callable[[], socket.socket | None], late: threading.Event | None = None
) -> Iterator[None]:
    """Hangs up when the time is over, however slowly the bytes drip, and says so in `late`.

    connected: the socket as it is then; None when it is not connected (any more).
    """

    def hang_up() -> None:
        if late:
            late.set()
        line = connected()
        if line:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
