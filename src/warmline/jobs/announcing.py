"""What must happen later? Announced by name, in the transaction of what made it necessary."""

from datetime import datetime
from typing import Any

from warmline.jobs.engines import engine


def announce(name: str, /, *, lock: str = "", due_at: datetime | None = None, **payload: Any) -> None:
    """Writes a job for whoever listens to `name`; it exists only if the current transaction is committed.

    Jobs of the same `lock` run one at a time, in the order they were announced; one whose `due_at` still lies
    ahead holds up nobody. `due_at` None means now. The payload is plain JSON and becomes keyword arguments.
    A job may run twice (its worker may die before it is marked done), so what it does must bear repeating.
    """
    engine().put(name, lock, due_at, payload)
