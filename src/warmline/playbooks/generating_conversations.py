"""What was said in the past, by whom, when, and how did people like it?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from warmline.playbooks.generating_customers import first_demo_orders
from warmline.playbooks.history import PastConversation, PastCustomer, PastLine, PastOrder
from warmline.playbooks.opening import open_moment
from warmline.playbooks.phrasing import phrase, slots_of
from warmline.playbooks.playbook import Pattern, Playbook, Product

_PAST_DAYS = 120
_VISITOR = "Visitor"
# Chosen by us: how many visitors are known, how many rate and how many of those write a line.
_KNOWN_SHARE, _RATED_SHARE, _COMMENT_SHARE = 0.72, 0.55, 0.4
_IN_HOURS_SHARE = 0.6
_TRIES = 8
_ORDER_SLOTS = {"order_number", "amount", "carrier", "tracking"}
_PERSON_SLOTS = {"first_name", "last_name", "email", "phone", "street", "city"}
# Seconds it takes each of them to say the next line.
_PAUSES = {"customer": (18, 110), "bot": (1, 3), "person": (45, 420), "system": (1, 2)}
_SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$"}


@dataclass(frozen=True)
class _Maker:
    """What every conversation needs at hand; `orders` are those that people could ask about."""

    playbook: Playbook
    now: datetime
    random: Random
    customers: Sequence[PastCustomer]
    orders: Sequence[PastOrder]
    products: Mapping[str, Product]


@dataclass(frozen=True)
class _Case:
    """Who wrote, when, about which order, and what stands in the slots."""

    customer: int | None
    customer_name: str
    agent_name: str
    started_at: datetime
    values: Mapping[str, str]


def make_conversations(
    playbook: Playbook,
    now: datetime,
    customers: Sequence[PastCustomer],
    orders: Sequence[PastOrder],
    count: int,
    random: Random,
) -> tuple[PastConversation, ...]:
    """`count` closed conversations, oldest first; the same words twice are avoided while patterns allow."""
    maker = _Maker(
        playbook=playbook,
        now=now,
        random=random,
        customers=customers,
        orders=_askable(playbook, now, orders),
        products={product.sku: product for product in playbook.products},
    )
    seen: set[tuple[str, ...]] = set()
    made = [_fresh_conversation(maker, seen) for _ in range(count)]
    return tuple(sorted(made, key=lambda conversation: conversation.started_at))


def _askable(playbook: Playbook, now: datetime, orders: Sequence[PastOrder]) -> tuple[PastOrder, ...]:
    """Recent settled orders, not of the demo's people, whose past stays as the docs tell it."""
    first = len(first_demo_orders(playbook))
    since, until = now - timedelta(days=_PAST_DAYS), now - timedelta(days=3)
    return tuple(
        order
        for order in orders
        if order.customer >= first and order.status == "delivered" and since < order.placed_at < until
    )


def _fresh_conversation(maker: _Maker, seen: set[tuple[str, ...]]) -> PastConversation:
    patterns = maker.playbook.patterns
    for _ in range(_TRIES):
        pattern = maker.random.choices(patterns, [pattern.weight for pattern in patterns])[0]
        conversation = _conversation(maker, pattern)
        words = tuple(line.text for line in conversation.lines)
        if words not in seen:
            break
    seen.add(words)
    return conversation


def _conversation(maker: _Maker, pattern: Pattern) -> PastConversation:
    case = _case(maker, pattern)
    csat = _csat(maker, pattern)
    return PastConversation(
        customer=case.customer,
        started_at=case.started_at,
        lines=_lines(maker, pattern, case),
        handled_by=pattern.handled_by,
        reason=pattern.reason,
        csat=csat,
        csat_comment=_comment(maker, csat),
        why=pattern.why,
    )


def _case(maker: _Maker, pattern: Pattern) -> _Case:
    needed = set().union(*(slots_of(line.text) for line in pattern.lines))
    order = _order_to_ask_about(maker, needed)
    customer = order.customer if order else _somebody(maker, needed)
    agent_name = maker.random.choice(maker.playbook.staff).name
    started_at = _start(maker, pattern, order)
    values = {
        **_values_of_business(maker, agent_name),
        **_values_of_time(maker, started_at),
        **_values_of_customer(maker, customer),
        **_values_of_goods(maker, order),
    }
    return _Case(
        customer=customer,
        customer_name=_VISITOR if customer is None else maker.customers[customer].name,
        agent_name=agent_name,
        started_at=started_at,
        values=values,
    )


def _order_to_ask_about(maker: _Maker, needed: set[str]) -> PastOrder | None:
    if not needed & _ORDER_SLOTS:
        return None
    brought = [order for order in maker.orders if order.carrier]
    orders = brought if needed & {"carrier", "tracking"} else maker.orders
    return maker.random.choice(orders) if orders else None


def _somebody(maker: _Maker, needed: set[str]) -> int | None:
    if maker.random.random() < _KNOWN_SHARE or needed & _PERSON_SLOTS:
        return maker.random.randrange(len(first_demo_orders(maker.playbook)), len(maker.customers))
    return None


def _start(maker: _Maker, pattern: Pattern, order: PastOrder | None) -> datetime:
    """A moment at least a day ago; with a person only while somebody is there."""
    zone = ZoneInfo(maker.playbook.business.timezone)
    newest = maker.now.astimezone(zone).date() - timedelta(days=1)
    day = newest - timedelta(days=maker.random.randrange(_PAST_DAYS))
    if order:
        day = min(newest, order.placed_at.astimezone(zone).date() + timedelta(days=1))
    if pattern.handled_by == "bot" and maker.random.random() > _IN_HOURS_SHARE:
        return _any_moment(maker, day, zone)
    for earlier in range(14):
        if moment := open_moment(maker.playbook, day - timedelta(days=earlier), maker.random):
            return moment.astimezone(maker.now.tzinfo)
    return _any_moment(maker, day, zone)


def _any_moment(maker: _Maker, day: date, zone: ZoneInfo) -> datetime:
    at = time(maker.random.randrange(6, 23), maker.random.randrange(60), maker.random.randrange(60))
    return datetime.combine(day, at, zone).astimezone(maker.now.tzinfo)


def _values_of_business(maker: _Maker, agent_name: str) -> dict[str, str]:
    business = maker.playbook.business
    return {"agent": agent_name.split()[0], "bot_name": business.bot_name, "business": business.name}


def _values_of_time(maker: _Maker, started_at: datetime) -> dict[str, str]:
    """`day` is within the week after, `date` some weeks later, the two times are on the same day."""
    local = started_at.astimezone(ZoneInfo(maker.playbook.business.timezone))
    day = local + timedelta(days=maker.random.randrange(1, 6))
    later_day = local + timedelta(days=maker.random.randrange(9, 40))
    quarter = local.replace(minute=local.minute // 15 * 15)
    return {
        "day": f"{day:%A}",
        "date": f"{later_day.day} {later_day:%B}",
        "time": f"{quarter + timedelta(minutes=maker.random.choice((30, 45, 60))):%H:%M}",
        "earlier_time": f"{quarter - timedelta(minutes=maker.random.choice((30, 45, 60))):%H:%M}",
    }


def _values_of_customer(maker: _Maker, customer: int | None) -> dict[str, str]:
    known = maker.customers[customer] if customer is not None else maker.random.choice(maker.customers)
    first_name, _, last_name = known.name.partition(" ")
    return {
        "first_name": first_name,
        "last_name": last_name,
        "email": known.email,
        "phone": known.phone,
        "street": maker.random.choice(maker.playbook.people.streets),
        "city": maker.random.choice(maker.playbook.people.cities),
    }


def _values_of_goods(maker: _Maker, order: PastOrder | None) -> dict[str, str]:
    products, random = maker.playbook.products, maker.random
    product = maker.products[order.lines[0].sku] if order else random.choice(products)
    other = random.choice([candidate for candidate in products if candidate.sku != product.sku])
    amount_minor = order.total_minor if order else product.price_minor
    return {
        "product": product.name,
        "other_product": other.name,
        "category": product.category,
        "quantity": str(random.choice((2, 2, 3, 4, 6, 8))),
        "order_number": order.number if order else "",
        "amount": _amount(maker.playbook.business.currency, amount_minor),
        "carrier": (order.carrier if order else "") or random.choice(maker.playbook.habits.carriers),
        "tracking": (order.tracking if order else "") or str(random.randrange(10**9, 10**10)),
    }


def _amount(currency: str, minor: int) -> str:
    symbol = _SYMBOLS.get(currency)
    return f"{symbol}{minor / 100:.2f}" if symbol else f"{minor / 100:.2f} {currency}"


def _lines(maker: _Maker, pattern: Pattern, case: _Case) -> tuple[PastLine, ...]:
    names = {
        "customer": case.customer_name,
        "bot": maker.playbook.business.bot_name,
        "person": case.agent_name,
        "system": "",
    }
    lines, at = [], case.started_at.replace(microsecond=0)
    for place, line in enumerate(pattern.lines):
        at += timedelta(seconds=maker.random.randint(*_PAUSES[line.kind]) if place else 0)
        text = phrase(line.text, case.values, maker.random)
        lines.append(PastLine(kind=line.kind, name=names[line.kind], text=text, at=at))
    return tuple(lines)


def _csat(maker: _Maker, pattern: Pattern) -> int | None:
    if not pattern.csat or maker.random.random() > _RATED_SHARE:
        return None
    return maker.random.choices((1, 2, 3, 4, 5), pattern.csat)[0]


def _comment(maker: _Maker, csat: int | None) -> str:
    if csat is None or maker.random.random() > _COMMENT_SHARE:
        return ""
    comments = maker.playbook.comments
    fitting = comments.low if csat < 3 else comments.middle if csat == 3 else comments.high
    return maker.random.choice(fitting) if fitting else ""
