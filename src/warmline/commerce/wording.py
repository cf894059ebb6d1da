"""How does an order stand, in words for its customer? Only what the order says, in the customer's language."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from warmline.commerce.models import Order
from warmline.lib.languages import say, say_day, say_weekday

_STANDS: Final[dict[str, str]] = {
    Order.Status.RECEIVED: "Thank you, your order {number} has reached us and is next in line to be prepared.",
    Order.Status.PREPARING: "Your order {number} is being prepared right now.",
    Order.Status.READY: "Good news: your order {number} is ready for you to collect.",
    Order.Status.OUT_FOR_DELIVERY: "Good news: your order {number} is on its way.",
}
_BY_CARRIER: Final = "Good news: your order {number} is on its way with {carrier}."
_CANCELLED: Final = "Your order {number} was cancelled, so nothing more will come from it."
_LATE: Final[dict[str, str]] = {
    Order.Status.RECEIVED: "We have it, but it is not being prepared yet.",
    Order.Status.PREPARING: "It is still being prepared.",
    Order.Status.OUT_FOR_DELIVERY: "It is on its way and not recorded as delivered yet.",
}
_LATE_BY_CARRIER: Final = "It is on its way with {carrier} and not recorded as delivered yet."


def status_sentence(order: Order, now: datetime, timezone: str, language: str = "") -> str:
    """timezone: the business's, such as "Europe/London"; times are told in it."""
    told = [*_stand(order, now, timezone, language)]
    if order.tracking and order.status not in (Order.Status.READY, Order.Status.CANCELLED):
        told.append(say(language, "The tracking number is {tracking}.", tracking=order.tracking))
    return " ".join(told)


def _stand(order: Order, now: datetime, timezone: str, language: str) -> Iterator[str]:
    names = {"number": order.number, "carrier": order.carrier}
    if order.is_late(now):
        yield from _late(order, now, timezone, language)
    elif order.status == Order.Status.DELIVERED:
        yield _delivered(order, now, timezone, language)
    elif order.status == Order.Status.OUT_FOR_DELIVERY and order.carrier:
        yield say(language, _BY_CARRIER, **names)
        yield from _promise(order, now, timezone, language)
    else:
        yield say(language, _STANDS.get(order.status, _CANCELLED), **names)
        if order.status not in (Order.Status.READY, Order.Status.CANCELLED):
            yield from _promise(order, now, timezone, language)


def _promise(order: Order, now: datetime, timezone: str, language: str) -> Iterator[str]:
    if order.promised_for:
        moment = write_moment(order.promised_for, now, timezone, language)
        yield say(language, "It is promised for {moment}.", moment=moment)


def _late(order: Order, now: datetime, timezone: str, language: str) -> Iterator[str]:
    assert order.promised_for is not None  # noqa: S101 (is_late says so)
    moment = write_moment(order.promised_for, now, timezone, language)
    yield say(language, "I am sorry: your order {number} is late.", number=order.number)
    yield say(language, "It was promised for {moment}.", moment=moment)
    is_carried = order.status == Order.Status.OUT_FOR_DELIVERY and order.carrier
    yield say(language, _LATE_BY_CARRIER if is_carried else _LATE[order.status], carrier=order.carrier or "")


def _delivered(order: Order, now: datetime, timezone: str, language: str) -> str:
    if order.delivered_at is None:
        return say(language, "Your order {number} is recorded as delivered.", number=order.number)
    moment = write_moment(order.delivered_at, now, timezone, language)
    if not order.carrier:
        return say(
            language, "Your order {number} was handed over: {moment}.", number=order.number, moment=moment
        )
    return say(
        language,
        "Your order {number} was delivered by {carrier}: {moment}.",
        number=order.number,
        carrier=order.carrier,
        moment=moment,
    )


def write_moment(moment: datetime, now: datetime, timezone: str, language: str = "") -> str:
    """A moment as people say it: "today at 17:00", "tomorrow, Tuesday 24 November, at 10:30"."""
    zone = ZoneInfo(timezone)
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    date = say_day(local, language, year=local.year != today.year)
    day = say(language, "{weekday} {date}", weekday=say_weekday(local, language), date=date)
    time = f"{local:%H:%M}"
    match (local.date() - today).days:
        case 0:
            return say(language, "today at {time}", time=time)
        case 1:
            return say(language, "tomorrow, {day}, at {time}", day=day, time=time)
        case -1:
            return say(language, "yesterday, {day}, at {time}", day=day, time=time)
    return say(language, "{day} at {time}", day=day, time=time)
