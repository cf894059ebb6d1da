"""Which order is meant, and what has a customer bought so far?"""

import hmac
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from warmline.commerce.models import Order
from warmline.lib.limits import Limit
from warmline.lib.statements import Select

#: An order number without its letters is enough beside the right e-mail address, if it is this long.
DIGITS_ENOUGH = 3
RECENT = 5
#: Of one customer's orders so many are looked through for a number.
MOST_OWN = 1000
#: Wrong order numbers for one e-mail address: slips are forgiven, guessing thousands is not (chosen by us).
MISSES = {"per_minute": 0.5, "burst": 20}
_MISSES = Limit()


def find_order(number: str, email: str) -> Order | None:
    """The order of this number that was placed with this e-mail address; both must match.

    "br1042", "BR 1042", "#BR-1042" and "1042" all mean BR-1042. Whoever has only one of the two learns
    nothing: every miss is the same None after the same look-up. After many misses for one address the next ones
    miss as well, whatever the number: order numbers follow each other and could be guessed.
    """
    if _MISSES.is_used_up(_address(email), **MISSES):
        return None
    order = _look_up(number, email)
    if order is None:
        _MISSES.wait_seconds(_address(email), **MISSES)
    return order


def own_order(customer_id: int, number: str) -> Order | None:
    """Of somebody who has proved who they are: the order of this number, or the latest when none was said."""
    orders = Order.objects.filter(customer_id=customer_id).order_by("-placed_at", "-pk")
    if not number:
        return orders.first()
    asked = _letters_and_digits(number)
    return next(
        (order for order in orders[:MOST_OWN] if _is_same(_letters_and_digits(order.number), asked)), None
    )


def _look_up(number: str, email: str) -> Order | None:
    asked = _letters_and_digits(number)
    orders = Order.objects.filter(customer__email=_address(email)).select_related("customer")
    matching = [order for order in orders if _is_same(_letters_and_digits(order.number), asked)]
    if len(matching) == 1:
        return matching[0]
    by_digits = [order for order in orders if _is_same(_digits(order.number), asked)]
    is_enough = asked.isdigit() and len(asked) >= DIGITS_ENOUGH
    return by_digits[0] if is_enough and len(by_digits) == 1 else None


_total = Select(
    lambda cancelled, pk: (
        Order.objects.exclude(status=cancelled)
        .filter(customer_id=pk)
        .order_by()
        .values("customer_id")
        .annotate(total=Sum("total_minor"))
        .values_list("total")
    )
)


def value_minor(customer_id: int) -> int:
    """What the customer has bought so far, in minor units; cancelled orders do not count."""
    return sum(total for (total,) in _total(Order.Status.CANCELLED.value, customer_id))


@dataclass(frozen=True)
class OrderGlance:
    """One order, as the desk shows it beside a conversation. items: "2 x Rye loaf, 1 x Butter"."""

    number: str
    status: str
    status_label: str
    placed_at: datetime
    promised_for: datetime | None
    delivered_at: datetime | None
    carrier: str
    tracking: str
    total_minor: int
    items: str
    is_late: bool


@dataclass(frozen=True)
class OrderSummary:
    """A customer's orders at a glance: how many, what they are worth (without cancelled ones), the latest."""

    count: int
    value_minor: int
    first_at: datetime | None
    last_at: datetime | None
    recent: tuple[OrderGlance, ...]

    @property
    def late(self) -> tuple[OrderGlance, ...]:
        return tuple(order for order in self.recent if order.is_late)


def summary(customer_id: int, now: datetime, limit: int = RECENT) -> OrderSummary:
    """The customer's orders at a glance, in four queries; `limit` is how many are shown, latest first."""
    figures = _bought(customer_id).aggregate(
        count=Count("id"), value=Sum("total_minor"), first=Min("placed_at"), last=Max("placed_at")
    )
    orders = Order.objects.filter(customer_id=customer_id).prefetch_related("lines__product")[:limit]
    return OrderSummary(
        count=figures["count"],
        value_minor=figures["value"] or 0,
        first_at=figures["first"],
        last_at=figures["last"],
        recent=tuple(_glance(order, now) for order in orders),
    )


def _bought(customer_id: int) -> QuerySet[Order]:
    return Order.objects.filter(~Q(status=Order.Status.CANCELLED), customer_id=customer_id)


def _glance(order: Order, now: datetime) -> OrderGlance:
    return OrderGlance(
        number=order.number,
        status=order.status,
        status_label=order.get_status_display(),
        placed_at=order.placed_at,
        promised_for=order.promised_for,
        delivered_at=order.delivered_at,
        carrier=order.carrier,
        tracking=order.tracking,
        total_minor=order.total_minor,
        items=", ".join(f"{line.quantity} × {line.product.name}" for line in order.lines.all()),
        is_late=order.is_late(now),
    )


def _is_same(one: str, other: str) -> bool:
    return bool(other) and hmac.compare_digest(one.encode(), other.encode())


def _letters_and_digits(number: str) -> str:
    folded = unicodedata.normalize("NFKC", number[:100]).casefold()
    return "".join(mark for mark in folded if mark.isalnum())


def _digits(number: str) -> str:
    return "".join(mark for mark in number if mark.isdigit())


def _address(email: str) -> str:
    return email.replace("\0", "").strip().lower()[:254]
