"""What happened with a customer, one thing after another? The latest of every kind, in one line of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.utils.translation import gettext as _

from warmline.customers.editing import LABELS
from warmline.customers.models import Customer
from warmline.customers.talks import latest_talks
from warmline.lib.retelling import retell

SHOWN: Final = 20


@dataclass(frozen=True)
class Touch:
    """icon, tone: as the component "timeline" wants them. href: "" where there is nothing more to see."""

    at: datetime
    icon: str
    title: str
    text: str = ""
    tone: str = ""
    href: str = ""


def touches_of(customer: Customer) -> list[Touch]:
    """The latest first; of each kind no more rows are read than are shown."""
    every = [
        *_orders(customer),
        *_talks(customer),
        *_ratings(customer),
        *_tasks(customer),
        *_changes(customer),
    ]
    return list(islice(sorted(every, key=lambda touch: touch.at, reverse=True), SHOWN))


def _orders(customer: Customer) -> Iterable[Touch]:
    for row in customer.orders.order_by("-placed_at")[:SHOWN]:
        tone = "good" if row.status == "delivered" else ""
        yield Touch(
            row.placed_at,
            "cart",
            _("Order {number}").format(number=row.number),
            _(row.get_status_display()),
            tone,
        )


def _talks(customer: Customer) -> Iterable[Touch]:
    for row in customer.conversations.select_related("person").order_by("-opened_at")[:SHOWN]:
        who = (
            _("with {person}").format(person=row.person) if row.person else _("with the automatic assistant")
        )
        yield Touch(row.opened_at, "inbox", _("Conversation"), who, href=f"/desk/conversations/{row.pk}/")


def _ratings(customer: Customer) -> Iterable[Touch]:
    rows: Any = latest_talks(customer).filter(ratings__survey="csat").order_by("-ratings__at")
    for pk, at, score, comment in rows.values_list("pk", "ratings__at", "ratings__score", "ratings__comment")[
        :SHOWN
    ]:
        tone = "good" if score >= 4 else "bad" if score <= 2 else ""
        yield Touch(
            at,
            "star",
            _("Rated {score} of 5").format(score=score),
            comment,
            tone,
            f"/desk/conversations/{pk}/",
        )


def _tasks(customer: Customer) -> Iterable[Touch]:
    for row in (
        customer.tasks.filter(done_at__isnull=False).select_related("done_by").order_by("-done_at")[:SHOWN]
    ):
        if row.done_at:
            yield Touch(
                row.done_at,
                "check",
                _("Done by {name}").format(name=row.done_by or _("somebody")),
                retell(row.text),
                "good",
            )


def _changes(customer: Customer) -> Iterable[Touch]:
    for row in customer.changes.select_related("person")[:SHOWN]:
        what = f"“{row.old or '–'}” → “{row.new or '–'}”" if row.old or row.new else ""
        yield Touch(
            row.at,
            "edit",
            _("{field} changed by {person}").format(
                field=_(LABELS.get(row.field, row.field)), person=row.person
            ),
            what,
        )
    for consent in customer.consents.select_related("person")[:SHOWN]:
        word = _("Allowed") if consent.is_given else _("Withdrew")
        title = f"{word}: {consent.get_purpose_display()}"
        yield Touch(
            consent.at, "lock", title, consent.get_how_display(), "good" if consent.is_given else "warn"
        )
