"""What is a reader? One file in readers/ that reads one signal from a message."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from warmline.conversations.turn import Line
from warmline.knowledge.index import Search
from warmline.understanding.reading import Signal


@dataclass(frozen=True)
class Sample:
    """A message and what its reader must say: `value`, or for numbers a bound (`low`, `high`).

    `before` is what the customer wrote earlier.
    """

    text: str
    value: Any = None
    low: float | None = None
    high: float | None = None
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reader:
    """name: the field of Reading it fills. version: changes whenever it may read something else.

    read: pure; the message and the episode's earlier lines, oldest first. samples: what the
    contract test holds it to. read_in: instead of `read` where the business's knowledge is at hand, pure given it.
    """

    name: str
    version: str
    read: Callable[[str, tuple[Line, ...]], Signal]
    samples: tuple[Sample, ...]
    read_in: Callable[[str, Search], Signal] | None = None
