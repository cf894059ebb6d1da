"""Does a person come when one is needed, in time, and not otherwise? Measured on conversations of a file."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from warmline.decisions.case import Protocol
from warmline.lab.agreement import agreement, share
from warmline.lab.conversations import Conversation, take_conversations
from warmline.lab.forecasting import has_calls, measure_calls
from warmline.lab.playing import Handover, find_handover
from warmline.lab.progress import Progress
from warmline.lab.tables import name_skipped, read_lines

#: How many conversations are named to look at.
MOST_NAMED: Final = 100


@dataclass(frozen=True)
class _Played:
    conversation: Conversation
    handover: Handover | None


def measure(path: Path, on_progress: Progress) -> dict[str, Any]:
    """path: JSON lines {"turns": [{"from", "text"}], "needed_at"}, under the rules as they are at first; or calls.

    Raises LabTrouble when nothing in the file can be measured on.
    """
    stored = read_lines(path)
    if has_calls(stored):
        return measure_calls(path, stored, on_progress)
    read = take_conversations(path, stored)
    protocol = Protocol()
    played: list[_Played] = []
    for conversation in read.all:
        played.append(_Played(conversation, find_handover(conversation.lines, protocol)))
        on_progress("Going through conversations", len(played), len(read.all))
    return {
        **agreement(
            [each.conversation.is_needed for each in played], [each.handover is not None for each in played]
        ),
        **_when(played),
        "per_reason": _per_reason(played),
        "missed": _names(each for each in played if each.conversation.is_needed and not each.handover),
        "false_alarms": _names(each for each in played if each.handover and not each.conversation.is_needed),
        "turns_counted_from": read.counted_from,
        "skipped": name_skipped(path, read.skipped),
    }


def _when(played: Sequence[_Played]) -> dict[str, Any]:
    """How late people came, in turns of the customer, where it is known when they were needed."""
    late = [
        each.conversation.customer_turn(each.handover.at)
        - each.conversation.customer_turn(each.conversation.needed_at)
        for each in played
        if each.handover and each.conversation.needed_at is not None
    ]
    known = sum(each.conversation.needed_at is not None for each in played)
    brought = sum(each.handover is not None for each in played)
    unknown = sum(each.conversation.is_needed and each.conversation.needed_at is None for each in played)
    on_time = sum(abs(turns) <= 1 for turns in late)
    return {
        "mean_turns_late": round(sum(late) / len(late), 2) if late else None,
        "median_turns_late": sorted(late)[len(late) // 2] if late else None,
        "early": sum(turns < 0 for turns in late),
        "at_the_turn": sum(turns == 0 for turns in late),
        "late": sum(turns > 0 for turns in late),
        "on_time": share(on_time, len(late)),
        "f1_within_one_turn": None if unknown else share(2 * on_time, known + brought),
        "turns_late": {str(turns): count for turns, count in sorted(Counter(late).items())},
    }


def _names(played: Iterable[_Played]) -> list[str]:
    return [each.conversation.name for each in islice(played, MOST_NAMED)]


def _per_reason(played: Sequence[_Played]) -> dict[str, Any]:
    """For each rule how many people it brought, and how many of them rightly."""
    brought = Counter(each.handover.rule for each in played if each.handover)
    right = Counter(each.handover.rule for each in played if each.handover and each.conversation.is_needed)
    return {rule: {"brought": count, "right": right[rule]} for rule, count in brought.most_common()}
