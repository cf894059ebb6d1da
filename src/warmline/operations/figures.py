"""What does this installation do now? Counts of the rows that are open, never of people or words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from warmline.conversations.models import Conversation, Holder
from warmline.jobs.engines import engine
from warmline.jobs.models import Job
from warmline.lib.time import now
from warmline.staff.presence import people_here


@dataclass(frozen=True)
class Gauge:
    """One figure. label: (its name, its value), or empty."""

    name: str
    about: str
    value: float
    label: tuple[str, str] | tuple[()] = ()


def gather() -> Iterator[Gauge]:
    """Some counts along indexes; nothing that grows with the number of closed conversations."""
    at = now()
    yield from _conversations(at)
    yield from _jobs()
    yield Gauge("people_here", "Colleagues at their desk who take conversations.", len(people_here(at)))


def _conversations(at: datetime) -> Iterator[Gauge]:
    # By name, since "not closed" would be looked for in every conversation there ever was.
    open_holders = [holder for holder in Holder.values if holder != Holder.CLOSED]
    rows = (
        Conversation.objects.filter(holder__in=open_holders)
        .values("holder")
        .annotate(n=Count("pk"), since=Min("waiting_since"))
    )
    found = {row["holder"]: row for row in rows}
    for holder in open_holders:
        count = found[holder]["n"] if holder in found else 0
        yield Gauge("conversations", "Open conversations by who holds them.", count, ("holder", holder))
    waits = [row["since"] for row in rows if row["since"]]
    longest = max((at - min(waits)).total_seconds(), 0.0) if waits else 0.0
    yield Gauge(
        "longest_wait_seconds", "How long the customer who waits longest for a person has waited.", longest
    )


def _jobs() -> Iterator[Gauge]:
    backlog = engine().backlog()
    yield Gauge("jobs_waiting", "Pieces of background work, due or not.", backlog.waiting)
    yield Gauge("jobs_late_seconds", "How late the background work is.", backlog.late_seconds)
    yield Gauge(
        "jobs_parked",
        "Pieces of work given up after they failed each time.",
        Job.objects.exclude(failed_at=None).count(),
    )
