"""What is there to decide? A turn with its reading and proposals, and what is known of the customer."""

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from warmline.commerce.orders import value_minor
from warmline.conversations.turn import Line, Turn
from warmline.customers.models import Customer
from warmline.decisions.case import Case, Proposal
from warmline.lib.statements import Select
from warmline.understanding.reading import Reading

_ASKED: Final = "ask_back:"
_prefers = Select(lambda pk: Customer.objects.filter(pk=pk).values_list("prefers"))


def build_case(turn: Turn, reading: Reading, proposals: tuple[Proposal, ...]) -> Case:
    spoken = [line for line in turn.history if line.kind == "bot" and line.answer_key]
    last = spoken[-1] if spoken else None
    return Case(
        text=turn.text,
        reading=reading,
        proposals=proposals,
        failures=turn.failures,
        bot_turns=len(spoken),
        asked_back=_starts(last, _ASKED),
        times_asked_back=sum(line.answer_key.startswith(_ASKED) for line in spoken),
        asked_about=_asked_about(spoken),
        asked_if_solved=last is not None and (last.asks == "helpful" or last.answer_key == "check_in"),
        offered_person=_starts(last, "admit", "order:not-found", "order:number-lost"),
        value_minor=value_minor(turn.customer_id),
        prefers=_prefers(turn.customer_id)[0][0],
        instruction=turn.instruction,
        files=turn.files,
        files_before=sum(line.files for line in turn.history if line.kind == "customer"),
        said=tuple(line.answer_key for line in spoken),
    )


def _asked_about(spoken: Sequence[Line]) -> tuple[str, ...]:
    """The answers that the bot asked back with, in all its last words that did nothing else."""
    asked = takewhile(lambda line: line.answer_key.startswith(_ASKED), reversed(spoken))
    return tuple(key for line in asked for key in line.answer_key.removeprefix(_ASKED).split(",") if key)


def _starts(line: Line | None, *keys: str) -> bool:
    return line is not None and line.answer_key.startswith(keys)
