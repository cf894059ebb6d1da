"""Who listens to an announced name, and what happens when it fails each time?"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Listener:
    """run and last_resort get the payload as keyword arguments and must bear being repeated."""

    run: Callable[..., None]
    attempts: int = 5
    #: Runs when the last attempt failed, before the job is parked: the place to hand over to a person.
    last_resort: Callable[..., None] | None = None
