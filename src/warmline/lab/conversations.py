"""Which conversations stand in a file, and at which turn of each was a person needed?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from warmline.conversations.turn import Line
from warmline.lab.errors import LabTrouble
from warmline.lab.speakers import lines_of
from warmline.lab.tables import Lines

TURN: Final = ("needed_at", "escalate_at", "turn")
#: Where a file says only whether, and not when.
WHETHER: Final = ("needed", "escalate", "escalated")
_MISSING: Final = object()


@dataclass(frozen=True)
class Conversation:
    """name: as in the file, or its line. lines: numbered from 1.

    needed_at: the number of the turn at which a person was needed, None when unknown.
    """

    lines: tuple[Line, ...]
    is_needed: bool
    needed_at: int | None = None
    name: str = ""

    def customer_turn(self, number: int) -> int:
        """As which of the customer's turns, counted from 1, line `number` or the last one before it stands."""
        return max(1, sum(line.kind == "customer" for line in self.lines[:number]))


@dataclass(frozen=True)
class Conversations:
    """counted_from: the number that the first turn has in the file, 0 or 1; skipped: as in a table."""

    all: tuple[Conversation, ...]
    counted_from: int
    skipped: list[str]


def take_conversations(path: Path, stored: Lines) -> Conversations:
    """JSON lines {"turns": [{"from", "text"}], "needed_at": number or null}. Raises LabTrouble when none is good."""
    found: list[Conversation] = []
    skipped = list(stored.skipped)
    for line, row in zip(stored.lines, stored.rows, strict=True):
        conversation = _conversation(row)
        if isinstance(conversation, str):
            skipped.append(f"line {line}: {conversation}")
        else:
            found.append(replace(conversation, name=str(row.get("id", f"line {line}"))))
    if not found:
        raise LabTrouble(f"{path} has no conversation that can be read ({skipped[0]}).")
    counted_from = _counted_from(found)
    moved = tuple(_from_one(each, counted_from) for each in found)
    return Conversations(moved, counted_from, skipped)


def _conversation(row: Mapping[str, Any]) -> Conversation | str:
    lines = lines_of(row.get("turns", row.get("messages")))
    if isinstance(lines, str):
        return lines
    if not any(line.kind == "customer" for line in lines):
        return "no turn of a customer"
    at = next((row[name] for name in TURN if name in row), _MISSING)
    if at is _MISSING:
        return _without_turn(row, lines)
    if at is None or at is False or at == -1:
        return Conversation(_automated(lines), False)
    if not isinstance(at, int) or isinstance(at, bool) or not 0 <= at <= len(lines):
        return f"needed_at is no number of one of its {len(lines)} turns"
    return Conversation(_automated(lines), True, at)


def _without_turn(row: Mapping[str, Any], lines: tuple[Line, ...]) -> Conversation | str:
    whether = next((row[name] for name in WHETHER if row.get(name) in (True, False)), None)
    return "no needed_at" if whether is None else Conversation(_automated(lines), bool(whether))


def _automated(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Where no bot speaks, the "agent" is who answers first, and stands for the bot."""
    if any(line.kind == "bot" for line in lines):
        return lines
    return tuple(replace(line, kind="bot") if line.kind == "person" else line for line in lines)


def _counted_from(found: Sequence[Conversation]) -> int:
    """0 if a 0 stands in the file, or if more of the turns that it names are customers' turns so."""
    named = [(each.lines, each.needed_at) for each in found if each.needed_at is not None]
    if any(at == 0 for _, at in named):
        return 0
    from_one = sum(lines[at - 1].kind == "customer" for lines, at in named)
    from_zero = sum(at < len(lines) and lines[at].kind == "customer" for lines, at in named)
    return int(from_one >= from_zero)


def _from_one(conversation: Conversation, counted_from: int) -> Conversation:
    if conversation.needed_at is None or counted_from == 1:
        return conversation
    return replace(conversation, needed_at=min(conversation.needed_at + 1, len(conversation.lines)))
