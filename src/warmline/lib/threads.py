"""Where does blocking work run? Writers in line, readers beside each other, never in the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection, connections

Result = TypeVar("Result")


class Busy(Exception):
    """The storage does not answer now (locked, full, away). Nothing was written; try again."""


class Threads:
    """One writer on SQLite (a second one would only wait for the first), a few on PostgreSQL."""

    def __init__(self) -> None:
        writers = 4 if connection.vendor == "postgresql" else 1
        self._writers = ThreadPoolExecutor(writers, thread_name_prefix="writer")
        self._readers = ThreadPoolExecutor(4, thread_name_prefix="reader")

    async def write(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._writers, guarded, work)

    async def read(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._readers, guarded, work)


def guarded(work: Callable[[], Result]) -> Result:
    """Runs it; a storage that fails raises Busy, and the thread's connection is made anew."""
    try:
        return work()
    except (OperationalError, InterfaceError) as error:
        connections.close_all()
        raise Busy from error
