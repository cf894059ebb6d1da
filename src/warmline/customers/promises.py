"""What was promised to a customer, and was it kept?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from warmline.customers.models import Customer

SHOWN: Final = 12
PROMISE: Final = "promise"
WRITTEN: Final = "todo"


@dataclass(frozen=True)
class Promise:
    """state and tone: what became of it, ready to print."""

    row: Any
    state: str
    tone: str


@dataclass(frozen=True)
class Promises:
    """open: whatever is left to do, the most pressing first. past: kept ones, the latest first.

    said: how many were kept in time, in a sentence; "" when none was made.
    """

    open: tuple[Promise, ...]
    past: tuple[Promise, ...]
    said: str


def promises_to(customer: Customer, at: datetime) -> Promises:
    # What people wrote down for themselves has a card of its own.
    left = (
        customer.tasks.filter(done_at=None)
        .exclude(kind=WRITTEN)
        .order_by(F("due_at").asc(nulls_last=True), "id")
    )
    done = customer.tasks.filter(done_at__isnull=False, kind=PROMISE).select_related("done_by")
    return Promises(
        open=tuple(_judge(row, at) for row in left[:SHOWN]),
        past=tuple(_judge(row, at) for row in done.order_by("-done_at", "-id")[:SHOWN]),
        said=sum_up_promises(customer, at),
    )


def _judge(row: Any, at: datetime) -> Promise:
    if row.done_at is None:
        is_late = row.due_at is not None and row.due_at < at
        return Promise(row, _("Overdue"), "bad") if is_late else Promise(row, _("Open"), "")
    is_late = row.due_at is not None and row.done_at > row.due_at
    return Promise(row, _("Kept late"), "warn") if is_late else Promise(row, _("Kept"), "good")


def sum_up_promises(customer: Customer, at: datetime) -> str:
    """How many were kept in time, in a sentence; "" when none was made."""
    late = Q(due_at__isnull=False, done_at__gt=F("due_at"))
    counts = customer.tasks.filter(kind=PROMISE).aggregate(
        made=Count("id"),
        kept=Count("id", filter=Q(done_at__isnull=False) & ~late | Q(done_at__isnull=False, due_at=None)),
        late=Count("id", filter=late),
        broken=Count("id", filter=Q(done_at=None, due_at__lt=at)),
    )
    if not counts["made"]:
        return ""
    parts: Sequence[str] = [
        _("{kept} of {made} kept in time").format(kept=counts["kept"], made=counts["made"]),
        _("{late} late").format(late=counts["late"]) if counts["late"] else "",
        _("{broken} overdue now").format(broken=counts["broken"]) if counts["broken"] else "",
    ]
    return f"{', '.join(filter(None, parts))}."
