"""Where does blocking work run? Writers in line, readers beside each other, never in the event loop."""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection, connections

Result = TypeVar("Result")


#: Who has waited longer for a thread is asked to try again at once (chosen by us: as long as SQLite waits for a lock,
#: so that nobody waits for the sum of all those before them).
LONGEST_WAIT_SECONDS = 5.0

READERS = 4


class Busy(Exception):
    """The storage does not answer now (locked, full, away). Nothing was written; try again."""


class Threads:
    """One writer on SQLite (a second one would only wait for the first), a few on PostgreSQL."""

    def __init__(self) -> None:
        writers = 4 if connection.vendor == "postgresql" else 1
        self._writers = ThreadPoolExecutor(writers, thread_name_prefix="writer")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._sizes = ((self._writers, writers), (self._readers, READERS))

    async def write(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._writers, _in_time(work))

    async def read(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._readers, _in_time(work))

    def close(self) -> None:
        """Ends the threads, each after closing its own connection, which nobody else may do."""
        for pool, size in self._sizes:
            all_here = threading.Barrier(size)
            for closed in [pool.submit(_close_connections, all_here) for _ in range(size)]:
                closed.result()
            pool.shutdown()


def _close_connections(all_here: threading.Barrier) -> None:
    all_here.wait(timeout=60)
    connections.close_all()


def _in_time(work: Callable[[], Result]) -> Callable[[], Result]:
    return partial(_begin, work, time.monotonic() + LONGEST_WAIT_SECONDS)


def _begin(work: Callable[[], Result], until: float) -> Result:
    if time.monotonic() > until:
        raise Busy
    return guarded(work)


def guarded(work: Callable[[], Result]) -> Result:
    """Runs it; a storage that fails raises Busy, and the thread's connection is made anew."""
    try:
        return work()
    except (OperationalError, InterfaceError) as error:
        connections.close_all()
        raise Busy from error
