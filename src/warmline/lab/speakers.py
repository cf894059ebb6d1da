"""Who said what? The turns of a conversation in a file, as lines of the product's thread."""

from datetime import UTC, datetime
from typing import Any, Final

from warmline.conversations.turn import Line

CUSTOMER: Final = ("customer", "user", "visitor", "caller", "client", "guest")
BOT: Final = ("bot", "assistant", "ai", "chatbot", "warmline")
PERSON: Final = ("agent", "person", "human", "staff", "operator")
SYSTEM: Final = ("system",)
KINDS: Final = {
    **dict.fromkeys(CUSTOMER, "customer"),
    **dict.fromkeys(BOT, "bot"),
    **dict.fromkeys(PERSON, "person"),
    **dict.fromkeys(SYSTEM, "system"),
}
#: Each turn is read with all before it; a conversation this long is none (chosen by us).
MOST_TURNS: Final = 1000
#: Readers do not look at the time; the files have none.
THEN: Final = datetime(2026, 1, 1, tzinfo=UTC)


def lines_of(turns: Any) -> tuple[Line, ...] | str:
    """The turns [{"from" or "speaker" or "role", "text"}] as lines, numbered from 1, or what is wrong with them.

    A turn may also be a pair such as ["customer", "Hello"].
    """
    if not isinstance(turns, list):
        return "its turns are no list"
    if len(turns) > MOST_TURNS:
        return f"it has more than {MOST_TURNS} turns"
    lines: list[Line] = []
    for number, turn in enumerate(turns, start=1):
        line = _line(number, turn)
        if isinstance(line, str):
            return f"turn {number} {line}"
        lines.append(line)
    return tuple(lines)


def _line(number: int, turn: Any) -> Line | str:
    if isinstance(turn, list) and len(turn) == 2:
        turn = {"from": turn[0], "text": turn[1]}
    if not isinstance(turn, dict):
        return "is no object"
    who = next((turn[name] for name in ("from", "speaker", "role") if turn.get(name)), "")
    kind = KINDS.get(str(who).strip().casefold())
    text = next((turn[name] for name in ("text", "content", "message") if name in turn), None)
    if kind is None:
        return "does not say who speaks (customer, bot, agent or system)"
    if not isinstance(text, str):
        return "has no text"
    return Line(number, kind, "", text.encode("utf-8", "replace").decode(), THEN)
