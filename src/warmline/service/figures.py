"""Which share of our answers came in time, and which did not?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from warmline.conversations.clock_models import ServiceClock
from warmline.conversations.models import Priority
from warmline.lib.classifier.guarantee import interval
from warmline.lib.moments import say_span

#: The list of what was late goes no further back and is no longer (chosen by us).
BREACHES_DAYS: Final = 30
MOST_BREACHES: Final = 50


@dataclass(frozen=True)
class Share:
    """kept of total waits; low and high: Clopper and Pearson's 95 % interval of the share, 0 to 1."""

    kept: int
    total: int
    low: float
    high: float


@dataclass(frozen=True)
class Breach:
    """late: by how much, in words; is_open: the customer still waits. person: who held it, "" in the queue."""

    clock: ServiceClock
    customer: str
    priority: str
    kind: str
    late: str
    is_open: bool
    person: str


def shares(at: datetime, days: int) -> dict[int, Share]:
    """Of replies, by priority: answered in time, of those that were answered or came to be late in these days.

    What was closed or given back in time, without a word of a person, counts for neither.
    """
    since = at - timedelta(days=days)
    kept = Q(outcome=ServiceClock.Outcome.ANSWERED, breached_at=None, stopped_at__gt=since)
    late = Q(breached_at__gt=since)
    replies = ServiceClock.objects.exclude(kind=ServiceClock.Kind.SOLVE).filter(kept | late)
    rows = (
        replies.order_by().values_list("priority").annotate(kept=Count("pk", filter=kept), total=Count("pk"))
    )
    return {priority: Share(kept, total, *interval(kept, total)) for priority, kept, total in rows}


def breaches(at: datetime) -> Sequence[Breach]:
    """The latest first."""
    rows = ServiceClock.objects.filter(breached_at__gt=at - timedelta(days=BREACHES_DAYS))
    joined = rows.select_related("conversation__customer", "breached_with").order_by("-breached_at")
    return [_breach(row, at) for row in joined[:MOST_BREACHES]]


def _breach(row: ServiceClock, at: datetime) -> Breach:
    return Breach(
        clock=row,
        customer=str(row.conversation.customer),
        priority=_(str(Priority(row.priority).label)),
        kind=row.get_kind_display(),
        late=say_span(row.due_at, row.stopped_at or at),
        is_open=row.stopped_at is None,
        person=str(row.breached_with) if row.breached_with else "",
    )
