"""What must a queue be able to do?"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from warmline.jobs.listener import Listener
from warmline.jobs.models import Job


@dataclass(frozen=True)
class Backlog:
    """waiting: due or not. late_seconds: how long the one that is due longest has waited, 0 when none is due."""

    waiting: int
    late_seconds: float


class Engine(Protocol):
    """Held to the contract tests in jobs/tests/test_engines.py."""

    def put(self, name: str, lock: str, due_at: datetime | None, payload: Mapping[str, Any]) -> None:
        """Writes the job in the current transaction."""

    def waiting(self) -> list[Job]:
        """All jobs that are not parked, due or not, in the order they were announced."""

    def backlog(self) -> Backlog:
        """How much of it waits; two cheap counts, however long the line is."""

    def run(self, listeners: Mapping[str, Listener], threads: int, stop: threading.Event) -> None:
        """Works until `stop` is set and the jobs then running have ended."""
