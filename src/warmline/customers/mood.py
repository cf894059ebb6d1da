"""How has a customer felt over time? Each episode's worst moment and its end, as a small chart and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from warmline.customers.models import Customer
from warmline.customers.talks import latest_talks

#: The latest episodes that are drawn (chosen by us: more cannot be told apart on a phone).
SHOWN: Final = 16
#: The box of the drawing; points keep this distance from its edges.
WIDTH, HEIGHT, EDGE = 640, 140, 12
#: From here on a mood has its word, as in the inbox.
VERY_UPSET, UPSET, UNEASY = 0.75, 0.5, 0.25
#: So much better or worse between the earlier and the later half is worth a word (chosen by us).
MOVED: Final = 0.15


@dataclass(frozen=True)
class Felt:
    """One episode. peak and end: how upset, 0 to 1."""

    conversation: UUID
    at: datetime
    peak: float
    end: float


@dataclass(frozen=True)
class Mark:
    """Where an episode stands in the drawing; the lower, the more upset. worst and end: in words."""

    felt: Felt
    x: float
    peak_y: float
    end_y: float
    worst: str
    end: str


@dataclass(frozen=True)
class MoodChart:
    """marks: the earliest first. line: SVG points through the ends. said: the chart in one sentence."""

    marks: tuple[Mark, ...]
    line: str
    said: str


def read_moods(customer: Customer) -> list[Felt]:
    """The latest episodes with a reading, the earliest first; those without one are left out, not taken as calm."""
    rows: Any = (
        latest_talks(customer)
        .filter(episodes__mood__isnull=False)
        .order_by("-episodes__opened_at")
        .values_list("pk", "episodes__opened_at", "episodes__mood__peak_value", "episodes__mood__end_value")
    )[:SHOWN]
    return [Felt(*row) for row in reversed(rows)]


def draw_moods(felt: Sequence[Felt]) -> MoodChart:
    """Pure: where everything stands, and the same in words."""
    marks = tuple(
        Mark(
            each, _across(place, len(felt)), _down(each.peak), _down(each.end), say(each.peak), say(each.end)
        )
        for place, each in enumerate(felt)
    )
    return MoodChart(marks, " ".join(f"{mark.x:g},{mark.end_y:g}" for mark in marks), _sum_up(felt))


def say(upset: float) -> str:
    steps = ((VERY_UPSET, _("very upset")), (UPSET, _("upset")), (UNEASY, _("uneasy")))
    return next((word for least, word in steps if upset >= least), _("calm"))


def _across(place: int, count: int) -> float:
    return round(EDGE + (WIDTH - 2 * EDGE) * ((place + 0.5) / count), 1)


def _down(upset: float) -> float:
    return round(EDGE + (HEIGHT - 2 * EDGE) * min(max(upset, 0.0), 1.0), 1)


def _sum_up(felt: Sequence[Felt]) -> str:
    if not felt:
        return ""
    upset = sum(each.peak >= UPSET for each in felt)
    if upset:
        worst = ngettext(
            "Upset at some moment in {upset} of {count} conversation",
            "Upset at some moment in {upset} of {count} conversations",
            len(felt),
        )
    else:
        worst = ngettext(
            "Never upset in {count} conversation", "Never upset in {count} conversations", len(felt)
        )
    last = _("the last one ended {mood}.").format(mood=say(felt[-1].end))
    return f"{worst.format(upset=upset, count=len(felt))}; {last}{_direction(felt)}"


def _direction(felt: Sequence[Felt]) -> str:
    half = len(felt) // 2
    if half < 2:
        return ""
    earlier, later = felt[:half], felt[-half:]
    moved = sum(each.end for each in later) / half - sum(each.end for each in earlier) / half
    return (
        " " + _("Ends worse than before.")
        if moved >= MOVED
        else " " + _("Ends better than before.")
        if moved <= -MOVED
        else ""
    )
