"""How many minutes did people spend on a gap's questions? From taking over until closing or giving back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Final

from warmline.conversations.models import Holder, HolderChange
from warmline.gaps.models import GapQuestion

#: Of one conversation no more is counted: whoever holds it longer does other things meanwhile (chosen by us).
MOST_MINUTES: Final = 60.0
#: Episodes looked at in one query.
_AT_ONCE: Final = 500


@dataclass(frozen=True)
class Cost:
    """minutes: of people's time, whole. conversations: in how many a person took over. estimated: of how many
    of these, still open, the median of the others stands for the time."""

    minutes: int = 0
    conversations: int = 0
    estimated: int = 0


def cost_of(gaps: Sequence[int], since: datetime) -> dict[int, Cost]:
    """The cost of each gap's questions since then, by the gap's number; a conversation counts once for a gap."""
    rows = GapQuestion.objects.filter(gap__in=gaps, at__gte=since).values_list(
        "gap_id", "message__episode_id"
    )
    episodes: dict[int, set[int]] = defaultdict(set)
    for gap, episode in rows:
        episodes[gap].add(episode)
    minutes = _minutes_of(sorted({episode for found in episodes.values() for episode in found}))
    return {gap: add_up(minutes[each] for each in episodes[gap] if each in minutes) for gap in gaps}


def add_up(minutes: Iterable[float | None]) -> Cost:
    """None stands for a conversation that a person still holds."""
    every = list(minutes)
    known = [each for each in every if each is not None]
    usual = median(known) if known else 0.0
    missing = len(every) - len(known)
    return Cost(round(sum(known) + usual * missing), len(every), missing)


def minutes_held(changes: Sequence[tuple[str, datetime]]) -> float | None:
    """The time a person held it, from (holder, since when) in order; None while one still holds it."""
    held = timedelta()
    for (holder, at), (_, until) in pairwise(changes):
        if holder == Holder.PERSON:
            held += until - at
    if changes[-1][0] == Holder.PERSON:
        return None
    return min(held.total_seconds() / 60, MOST_MINUTES)


def _minutes_of(episodes: Sequence[int]) -> Mapping[int, float | None]:
    """Only of episodes that a person took over."""
    changes: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    for start in range(0, len(episodes), _AT_ONCE):
        rows = HolderChange.objects.filter(episode_id__in=episodes[start : start + _AT_ONCE])
        for episode, holder, at in rows.order_by("version").values_list("episode_id", "holder", "at"):
            changes[episode].append((holder, at))
    return {
        episode: minutes_held(steps)
        for episode, steps in changes.items()
        if any(holder == Holder.PERSON for holder, _ in steps)
    }
