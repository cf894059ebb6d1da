"""What has happened with a customer so far? Rows that point at them, read and never changed."""

from datetime import datetime
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from warmline.customers.accounts import accounts_of
from warmline.customers.comparing import mergers_into
from warmline.customers.consenting import Standing, standings
from warmline.customers.editing import LABELS
from warmline.customers.facts import facts_of
from warmline.customers.likeness import doubles_of
from warmline.customers.matters import Known, say_next_step, say_what_matters
from warmline.customers.models import Consent, Customer
from warmline.customers.mood import UPSET, Felt, draw_moods, read_moods
from warmline.customers.promises import Promises, promises_to
from warmline.customers.talks import talks_with
from warmline.customers.touches import touches_of
from warmline.lib.money import write_money

ORDERS_SHOWN = 12
CHANGES_SHOWN = 20
#: A favourite is bought at least so often.
FAVOURITE_FROM = 3


def story_of(customer: Customer, now: datetime, currency: str, page: str | None = None) -> dict[str, Any]:
    """Everything for the page, latest first; amounts in words. page: of the conversations."""
    orders = customer.orders.prefetch_related("lines__product")[:ORDERS_SHOWN]
    bought = customer.orders.filter(~Q(status="cancelled")).aggregate(total=Sum("total_minor"))["total"]
    talks_page, talks = talks_with(customer, page)
    moods, promises, consents = read_moods(customer), promises_to(customer, now), standings(customer)
    known = _known(customer, now, moods, promises, consents)
    return {
        "orders": [
            {"row": order, "amount": write_money(order.total_minor, currency), "is_late": order.is_late(now)}
            for order in orders
        ],
        "order_count": customer.orders.count(),
        "bought": write_money(bought or 0, currency),
        "talks": talks,
        "talks_page": talks_page,
        "conversation_count": talks_page.paginator.count,
        "mood": draw_moods(moods),
        "promises": promises,
        "consents": consents,
        "hows": Consent.How.choices,
        "facts": facts_of(customer),
        "touches": touches_of(customer),
        "changes": [
            {"row": row, "label": _(LABELS.get(row.field, row.field))}
            for row in customer.changes.select_related("person")[:CHANGES_SHOWN]
        ],
        "doubles": doubles_of(customer),
        "mergers": mergers_into(customer, now),
        **accounts_of(customer, now, currency),
        "matters": say_what_matters(known),
        "next_step": say_next_step(known),
    }


def _known(
    customer: Customer, now: datetime, moods: list[Felt], promises: Promises, consents: list[Standing]
) -> Known:
    late = next((order for order in customer.orders.all()[:ORDERS_SHOWN] if order.is_late(now)), None)
    overdue = next((promise for promise in promises.open if promise.tone == "bad"), None)
    return Known(
        name=customer.name.split(" ")[0] or _("This customer"),
        prefers=customer.prefers,
        favourite=favourite_of(customer),
        upset_talks=sum(felt.peak >= UPSET for felt in moods),
        last_end=moods[-1].end if moods else None,
        overdue=overdue.row.text if overdue else "",
        late_order=late.number if late else "",
        is_waiting=customer.conversations.filter(holder="queue").exists(),
        may_speak_of_history=any(
            each.is_given for each in consents if each.purpose == Consent.Purpose.HISTORY
        ),
        was_asked=any(each.latest for each in consents),
        is_reachable=bool(customer.email or customer.phone),
    )


def favourite_of(customer: Customer) -> str:
    """The product of most pieces in orders that were not cancelled."""
    rows: Any = customer.orders.exclude(status="cancelled").filter(lines__product__isnull=False).order_by()
    most = (
        rows.values_list("lines__product__name").annotate(pieces=Sum("lines__quantity")).order_by("-pieces")
    )
    return next((name for name, pieces in most[:1] if pieces >= FAVOURITE_FROM), "")
