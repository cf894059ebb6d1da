"""At which turn of this conversation would the product bring a person? Its own readers and rules, turn by turn."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from warmline.conversations.turn import Line
from warmline.decisions.case import HAND_OVER, Case, Proposal, Protocol
from warmline.decisions.deciding import decide
from warmline.decisions.judging import fails_now
from warmline.lab import bot_words
from warmline.understanding.reading import Reading
from warmline.understanding.reading_messages import read
from warmline.understanding.turns import merge

#: What the bot of the file knew is not known here: it counts as an answer unless its words say that it failed.
ANSWERED: Final = Proposal("lab:answered", "What the bot said", "", 1.0)


@dataclass(frozen=True)
class Handover:
    """at: number of the customer's line. rule: which rule brought the person."""

    at: int
    rule: str


def find_handover(lines: tuple[Line, ...], protocol: Protocol) -> Handover | None:
    """Up to where a person of the business speaks; None when nobody would be brought."""
    failures = 0
    for history, pending, reply in _turns(lines):
        case = _case(history, pending, reply, failures)
        decision = decide(case, protocol)
        if decision.action == HAND_OVER:
            return Handover(pending[-1].number, decision.verdicts[0].rule)
        failures += fails_now(case, protocol)
    return None


def _turns(lines: tuple[Line, ...]) -> Iterator[tuple[tuple[Line, ...], tuple[Line, ...], Line | None]]:
    """What was said before, the customer's lines (after each of them, as the product looks), and the bot's reply."""
    at = 0
    for is_customer, run in groupby(lines, key=lambda line: line.kind == "customer"):
        said = tuple(run)
        if not is_customer and any(line.kind == "person" for line in said):
            return
        after = lines[at + len(said) : at + len(said) + 1]
        reply = next((line for line in after if line.kind == "bot"), None)
        for count in range(1, len(said) + 1) if is_customer else ():
            yield lines[:at], said[:count], reply if count == len(said) else None
        at += len(said)


def _case(history: tuple[Line, ...], pending: tuple[Line, ...], reply: Line | None, failures: int) -> Case:
    spoken = [line.text for line in history if line.kind == "bot"]
    last = spoken[-1] if spoken else ""
    has_failed = reply is not None and bot_words.fails(reply.text)
    return Case(
        text="\n".join(line.text for line in pending),
        reading=_reading(history, pending),
        proposals=() if has_failed else (ANSWERED,),
        failures=failures,
        bot_turns=len(spoken),
        asked_back=bot_words.asks_back(last),
        asked_if_solved=bot_words.asks_if_solved(last),
        offered_person=bot_words.offers_person(last),
        said=(ANSWERED.key,),
    )


def _reading(history: tuple[Line, ...], pending: tuple[Line, ...]) -> Reading:
    readings = []
    for line in pending:
        readings.append((line, read(line.text, history)))
        history = (*history, line)
    return merge(tuple(readings))
