"""Which order is meant, how does it stand, and what has a customer bought so far?"""

import hmac
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from warmline.commerce.models import Order
from warmline.lib.limits import Limit
from warmline.lib.statements import Select

#: An order number without its letters is enough beside the right e-mail address, if it is this long.
DIGITS_ENOUGH = 3
RECENT = 5
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


def _look_up(number: str, email: str) -> Order | None:
    asked = _letters_and_digits(number)
    orders = Order.objects.filter(customer__email=_address(email)).select_related("customer")
    matching = [order for order in orders if _is_same(_letters_and_digits(order.number), asked)]
    if len(matching) == 1:
        return matching[0]
    by_digits = [order for order in orders if _is_same(_digits(order.number), asked)]
    is_enough = asked.isdigit() and len(asked) >= DIGITS_ENOUGH
    return by_digits[0] if is_enough and len(by_digits) == 1 else None


def status_sentence(order: Order, now: datetime, timezone: str) -> str:
    """How the order stands, for its customer: only what the order says.

    timezone: the business's, such as "Europe/London"; times are told in it.
    """
    if order.is_late(now):
        return _late_sentence(order, now, timezone)
    match order.status:
        case Order.Status.RECEIVED:
            text = f"Thank you, your order {order.number} has reached us and is next in line to be prepared."
        case Order.Status.PREPARING:
            text = f"Your order {order.number} is being prepared right now."
        case Order.Status.READY:
            return f"Good news: your order {order.number} is ready for you to collect."
        case Order.Status.OUT_FOR_DELIVERY:
            text = f"Good news: your order {order.number} is on its way{_carrier(order, 'with')}."
        case Order.Status.DELIVERED:
            return _delivered_sentence(order, now, timezone)
        case _:
            return f"Your order {order.number} was cancelled, so nothing more will come from it."
    promise = (
        f" It is promised for {write_moment(order.promised_for, now, timezone)}."
        if order.promised_for
        else ""
    )
    return text + promise + _tracking(order)


def write_moment(moment: datetime, now: datetime, timezone: str) -> str:
    """A moment as people say it: "today at 17:00", "tomorrow, Tuesday 24 November, at 10:30"."""
    zone = ZoneInfo(timezone)
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    day = f"{local:%A} {local.day} {local:%B}" + (f" {local.year}" if local.year != today.year else "")
    match (local.date() - today).days:
        case 0:
            return f"today at {local:%H:%M}"
        case 1:
            return f"tomorrow, {day}, at {local:%H:%M}"
        case -1:
            return f"yesterday, {day}, at {local:%H:%M}"
    return f"{day} at {local:%H:%M}"


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


def _late_sentence(order: Order, now: datetime, timezone: str) -> str:
    assert order.promised_for is not None  # noqa: S101 (is_late says so)
    match order.status:
        case Order.Status.RECEIVED:
            stand = "We have it, but it is not being prepared yet."
        case Order.Status.PREPARING:
            stand = "It is still being prepared."
        case _:
            stand = f"It is on its way{_carrier(order, 'with')} and not recorded as delivered yet."
    promised = write_moment(order.promised_for, now, timezone)
    late = f"I am sorry: your order {order.number} is late. It was promised for {promised}."
    return f"{late} {stand}{_tracking(order)}"


def _delivered_sentence(order: Order, now: datetime, timezone: str) -> str:
    if order.delivered_at is None:
        return f"Your order {order.number} is recorded as delivered.{_tracking(order)}"
    moment = write_moment(order.delivered_at, now, timezone)
    happened = "delivered" if order.carrier else "handed over"
    return f"Your order {order.number} was {happened}{_carrier(order, 'by')}: {moment}.{_tracking(order)}"


def _carrier(order: Order, word: str) -> str:
    return f" {word} {order.carrier}" if order.carrier else ""


def _tracking(order: Order) -> str:
    return f" The tracking number is {order.tracking}." if order.tracking else ""


def _is_same(one: str, other: str) -> bool:
    return bool(other) and hmac.compare_digest(one.encode(), other.encode())


def _letters_and_digits(number: str) -> str:
    folded = unicodedata.normalize("NFKC", number[:100]).casefold()
    return "".join(mark for mark in folded if mark.isalnum())


def _digits(number: str) -> str:
    return "".join(mark for mark in number if mark.isdigit())


def _address(email: str) -> str:
    return email.replace("\0", "").strip().lower()[:254]
