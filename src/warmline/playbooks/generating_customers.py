"""Who buys at this business? The people of the demo orders first, then made-up ones."""

import re
import unicodedata
from datetime import datetime, timedelta
from random import Random

from warmline.playbooks.history import PastCustomer
from warmline.playbooks.playbook import DemoOrder, Playbook

_OLDEST_DAYS = 900
_PREFERS = ("", "person", "self_service")
_PREFERS_WEIGHTS = (76, 9, 15)
_NOTE_SHARE = 0.22
_MAIL_HOSTS = ("mail.example", "post.example", "inbox.example")


def make_customers(playbook: Playbook, now: datetime, count: int, random: Random) -> tuple[PastCustomer, ...]:
    """`count` customers with different addresses, those of the demo orders first and in their order."""
    customers = [_demo_customer(playbook, order, now, random) for order in first_demo_orders(playbook)]
    taken = {customer.email for customer in customers}
    while len(customers) < count:
        name = f"{random.choice(playbook.people.first_names)} {random.choice(playbook.people.last_names)}"
        email = _free_email(name, taken, random)
        taken.add(email)
        customers.append(_customer(playbook, name, email, now, random))
    return tuple(customers)


def first_demo_orders(playbook: Playbook) -> tuple[DemoOrder, ...]:
    """The first demo order of each address; it says who its customer is."""
    orders: dict[str, DemoOrder] = {}
    for order in playbook.demo_orders:
        orders.setdefault(order.email, order)
    return tuple(orders.values())


def _demo_customer(playbook: Playbook, order: DemoOrder, now: datetime, random: Random) -> PastCustomer:
    return PastCustomer(
        name=order.name,
        email=order.email,
        phone=_phone(playbook, random),
        joined_at=_round(now - timedelta(days=random.randrange(_OLDEST_DAYS // 2, _OLDEST_DAYS))),
        prefers=order.prefers,
        note=order.note,
    )


def _customer(playbook: Playbook, name: str, email: str, now: datetime, random: Random) -> PastCustomer:
    notes = playbook.people.notes
    return PastCustomer(
        name=name,
        email=email,
        phone=_phone(playbook, random),
        joined_at=_round(now - timedelta(minutes=random.randrange(3 * 1440, _OLDEST_DAYS * 1440))),
        prefers=random.choices(_PREFERS, _PREFERS_WEIGHTS)[0],
        note=random.choice(notes) if notes and random.random() < _NOTE_SHARE else "",
    )


def _free_email(name: str, taken: set[str], random: Random) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("ø", "o").replace("ı", "i")).encode("ascii", "ignore")
    words = re.findall(r"[a-z0-9]+", plain.decode().lower())
    host = random.choice(_MAIL_HOSTS)
    email, tries = f"{'.'.join(words)}@{host}", 1
    while email in taken:
        tries += 1
        email = f"{'.'.join(words)}{tries}@{host}"
    return email


def _phone(playbook: Playbook, random: Random) -> str:
    return re.sub("#", lambda _: str(random.randrange(10)), playbook.people.phone)


def _round(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
