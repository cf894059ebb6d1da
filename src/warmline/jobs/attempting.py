"""What becomes of one attempt at a job: done, tried again later, or parked after its last resort?"""

import logging
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import close_old_connections

from warmline.jobs.listener import Listener

logger = logging.getLogger(__name__)

#: Seconds until the next attempt: fast at first, since most trouble is a passing one (chosen by us).
WAITS = (0.2, 1.0, 5.0, 30.0, 120.0, 600.0)
#: How often a failing last resort is repeated before the job is parked without it.
LAST_RESORT_ATTEMPTS = 10


@dataclass(frozen=True)
class Done:
    pass


@dataclass(frozen=True)
class Again:
    seconds: float
    error: str


@dataclass(frozen=True)
class Parked:
    error: str


Outcome = Done | Again | Parked


def attempt(listeners: Mapping[str, Listener], name: str, payload: Mapping[str, Any], number: int) -> Outcome:
    """Tries the job for the `number`th time, counting from 1 and with attempts that killed their worker."""
    listener = listeners.get(name)
    if listener is None:
        logger.error("Job %s is parked: nobody listens to that name.", name)
        return Parked("NobodyListens")
    if number > listener.attempts:
        return _park(listener, name, payload, number, "WorkerDied")
    error = _trouble(listener.run, payload)
    if not error:
        return Done()
    logger.warning("Job %s failed, attempt %d of %d: %s.", name, number, listener.attempts, error)
    if number < listener.attempts:
        return Again(wait_after(number), error)
    return _park(listener, name, payload, number, error)


def wait_after(number: int) -> float:
    """Seconds to wait after the `number`th attempt."""
    return WAITS[min(number, len(WAITS)) - 1]


def _park(listener: Listener, name: str, payload: Mapping[str, Any], number: int, error: str) -> Outcome:
    trouble = _trouble(listener.last_resort, payload) if listener.last_resort else ""
    if trouble and number < listener.attempts + LAST_RESORT_ATTEMPTS:
        logger.error("Last resort of job %s failed: %s.", name, trouble)
        return Again(wait_after(number), trouble)
    logger.error("Job %s is parked: %s.", name, trouble or error)
    return Parked(trouble or error)


def _trouble(step: Any, payload: Mapping[str, Any]) -> str:
    """Class and place of what went wrong, or nothing. Never its text: that may quote a customer."""
    try:
        step(**payload)
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} at {frame.filename.rpartition('/')[2]}:{frame.lineno}"
    finally:
        close_old_connections()
    return ""
