"""What did each customer order, how often, and how far is it? Most people have a usual order."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from statistics import median
from zoneinfo import ZoneInfo

from warmline.playbooks.generating_customers import first_demo_orders
from warmline.playbooks.history import PastCustomer, PastOrder, PastOrderLine
from warmline.playbooks.opening import next_open
from warmline.playbooks.playbook import DemoOrder, Playbook, Product

# Chosen by us to look like a small shop: one in eight is loyal, half come a few times only.
_KINDS, _KIND_WEIGHTS = ("loyal", "regular", "light"), (12, 35, 53)
_USUAL_SHARE, _USUAL_AND_MORE_SHARE = 0.70, 0.22
_CANCELLED_SHARE, _WAS_LATE_SHARE, _STILL_LATE_SHARE = 0.03, 0.06, 0.3
_RECENT = timedelta(hours=30)
_HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True)
class _Maker:
    """What every order needs at hand; `everyday` are the products somebody buys without thinking."""

    playbook: Playbook
    now: datetime
    random: Random
    prices: dict[str, int]
    everyday: tuple[Product, ...]


def make_orders(
    playbook: Playbook, now: datetime, customers: Sequence[PastCustomer], random: Random
) -> tuple[PastOrder, ...]:
    """All orders, oldest first; the demo orders have their own numbers, the rest count down below them."""
    maker = _Maker(
        playbook=playbook,
        now=now,
        random=random,
        prices={product.sku: product.price_minor for product in playbook.products},
        everyday=_everyday(playbook.products),
    )
    demo_people = first_demo_orders(playbook)
    made: list[PastOrder] = []
    for index, customer in enumerate(customers):
        if index < len(demo_people):
            made.extend(_demo_past(maker, index, demo_people[index]))
        else:
            made.extend(_orders_of(maker, index, customer))
    demo = [_demo_order(maker, order, demo_people) for order in playbook.demo_orders]
    return tuple(sorted([*_numbered(made, playbook.demo_orders), *demo], key=lambda order: order.placed_at))


def _everyday(products: Sequence[Product]) -> tuple[Product, ...]:
    limit = 2 * median(product.price_minor for product in products)
    cheap = [product for product in products if product.price_minor <= limit]
    return tuple(product for product in cheap for _ in range(4 if "bestseller" in product.tags else 1))


def _orders_of(maker: _Maker, index: int, customer: PastCustomer) -> Iterator[PastOrder]:
    kind = maker.random.choices(_KINDS, _KIND_WEIGHTS)[0]
    usual = _basket(maker)
    start = max(
        customer.joined_at + timedelta(days=1), maker.now - timedelta(days=maker.playbook.habits.history_days)
    )
    for placed_at in _moments(maker, kind, start):
        yield _order(maker, index, _lines(maker, usual), placed_at)


def _moments(maker: _Maker, kind: str, start: datetime) -> list[datetime]:
    """When somebody of this kind orders between `start` and now."""
    habits, random = maker.playbook.habits, maker.random
    span = maker.now - start
    if kind == "light":
        return sorted(start + span * random.random() for _ in range(random.choice((1, 1, 1, 2, 2, 3))))
    every_days = habits.loyal_every_days if kind == "loyal" else habits.regular_every_days
    moments, moment = [], start + timedelta(days=every_days * random.random())
    while moment < maker.now:
        moments.append(moment)
        moment += timedelta(days=max(0.8, random.gauss(every_days, every_days / 4)))
    return moments


def _basket(maker: _Maker) -> tuple[PastOrderLine, ...]:
    count = maker.random.choice((1, 2, 2, 3, 3, 4))
    skus = dict.fromkeys(maker.random.choice(maker.everyday).sku for _ in range(count))
    return tuple(PastOrderLine(sku=sku, quantity=maker.random.choice((1, 1, 1, 2, 2, 3))) for sku in skus)


def _lines(maker: _Maker, usual: tuple[PastOrderLine, ...]) -> tuple[PastOrderLine, ...]:
    chance = maker.random.random()
    if chance < _USUAL_SHARE:
        return usual
    if chance > _USUAL_SHARE + _USUAL_AND_MORE_SHARE:
        return _basket(maker)
    extra = maker.random.choice(maker.playbook.products).sku
    return merge([*usual, PastOrderLine(sku=extra, quantity=1)])


def merge(lines: Iterable[PastOrderLine]) -> tuple[PastOrderLine, ...]:
    """Lines with each product once."""
    quantities: dict[str, int] = {}
    for line in lines:
        quantities[line.sku] = quantities.get(line.sku, 0) + line.quantity
    return tuple(PastOrderLine(sku=sku, quantity=quantity) for sku, quantity in quantities.items())


def _order(maker: _Maker, index: int, lines: tuple[PastOrderLine, ...], placed_at: datetime) -> PastOrder:
    placed_at = _awake(maker, placed_at)
    lead = maker.playbook.habits.lead_hours * maker.random.uniform(0.8, 1.25)
    promised_for = next_open(maker.playbook, half_hour_up(placed_at + timedelta(hours=lead)))
    pickup = maker.random.random() * 100 < maker.playbook.habits.pickup_percent
    order = PastOrder(
        number="",
        customer=index,
        placed_at=placed_at.replace(microsecond=0),
        status=_status(maker, placed_at, promised_for, pickup),
        promised_for=promised_for,
        delivered_at=None,
        carrier="" if pickup else maker.random.choice(maker.playbook.habits.carriers),
        tracking="",
        lines=lines,
        total_minor=sum(maker.prices[line.sku] * line.quantity for line in lines),
    )
    return _carried(maker, order)


def _awake(maker: _Maker, moment: datetime) -> datetime:
    """Nobody orders before six: such an order was placed the evening before."""
    is_night = moment.astimezone(ZoneInfo(maker.playbook.business.timezone)).hour < 6
    return moment - timedelta(hours=7) if is_night else moment


def _status(maker: _Maker, placed_at: datetime, promised_for: datetime, pickup: bool) -> str:
    if maker.random.random() < _CANCELLED_SHARE:
        return "cancelled"
    under_way = "ready" if pickup else "out_for_delivery"
    if promised_for <= maker.now:
        is_late = maker.now - promised_for < _RECENT and maker.random.random() < _STILL_LATE_SHARE
        return under_way if is_late else "delivered"
    progress = (maker.now - placed_at) / (promised_for - placed_at)
    return "received" if progress < 0.4 else "preparing" if progress < 0.8 else under_way


def _carried(maker: _Maker, order: PastOrder) -> PastOrder:
    """The order with what its status brings along: a tracking number, the moment it arrived."""
    if order.carrier and order.status in ("out_for_delivery", "delivered"):
        order = replace(order, tracking=f"{maker.random.randrange(10**9, 10**10)}")
    if order.status != "delivered":
        return order
    minutes = maker.random.randrange(-50, 10)
    if maker.random.random() < _WAS_LATE_SHARE:
        minutes = maker.random.randrange(60, 26 * 60)
    arrived_at = order.promised_for + timedelta(minutes=minutes)
    return replace(order, delivered_at=max(order.placed_at, min(arrived_at, maker.now)))


def _demo_past(maker: _Maker, index: int, demo: DemoOrder) -> list[PastOrder]:
    """What somebody from the demo bought before, all of it settled: only the demo order is open."""
    usual = merge(PastOrderLine(sku=sku, quantity=1) for sku in demo.skus)
    end = maker.now - timedelta(hours=3 * maker.playbook.habits.lead_hours) - timedelta(days=4)
    start = maker.now - timedelta(days=maker.playbook.habits.history_days)
    kind = "loyal" if demo.high_value else "regular"
    moments = [moment for moment in _moments(maker, kind, start) if moment < end]
    orders = [_order(maker, index, _lines(maker, usual), moment) for moment in moments]
    while demo.high_value and _spent(orders) <= maker.playbook.rules.high_value_minor:
        moment = start + (end - start) * maker.random.random()
        orders.append(_order(maker, index, usual, moment))
    return orders


def _spent(orders: Iterable[PastOrder]) -> int:
    return sum(order.total_minor for order in orders if order.status == "delivered")


def _demo_order(maker: _Maker, demo: DemoOrder, people: Sequence[DemoOrder]) -> PastOrder:
    promised_for = half_hour_up(maker.now + timedelta(hours=demo.promised_in_hours))
    lead = timedelta(hours=maker.playbook.habits.lead_hours)
    lines = merge(PastOrderLine(sku=sku, quantity=1) for sku in demo.skus)
    order = PastOrder(
        number=demo.number,
        customer=[order.email for order in people].index(demo.email),
        placed_at=min(promised_for - lead, maker.now - timedelta(hours=2)).replace(second=0, microsecond=0),
        status=demo.status,
        promised_for=promised_for,
        delivered_at=None,
        carrier="" if demo.pickup else maker.playbook.habits.carriers[0],
        tracking="",
        lines=lines,
        total_minor=sum(maker.prices[line.sku] * line.quantity for line in lines),
    )
    return _carried(maker, order)


def _numbered(orders: Iterable[PastOrder], demo_orders: Sequence[DemoOrder]) -> list[PastOrder]:
    """Numbers downwards from the lowest demo order, the newest first; what is too old for one is dropped."""
    lowest = min((order.number for order in demo_orders), key=_digits)
    width, prefix = len(_last_digits(lowest)), lowest.removesuffix(_last_digits(lowest))
    newest_first = sorted(orders, key=lambda order: order.placed_at, reverse=True)
    return [
        replace(order, number=f"{prefix}{number:0{width}d}")
        for number, order in zip(range(_digits(lowest) - 1, 0, -1), newest_first, strict=False)
    ]


def _digits(number: str) -> int:
    return int(_last_digits(number))


def _last_digits(number: str) -> str:
    found = re.search(r"\d+$", number)
    return found.group() if found else "0"


def half_hour_up(moment: datetime) -> datetime:
    """The next full or half hour."""
    floor = moment.replace(minute=moment.minute // 30 * 30, second=0, microsecond=0)
    return floor if floor == moment else floor + _HALF_HOUR
