"""What does the demo's business keep of its customers besides orders? Points, invoices, appointments, tasks."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources
from random import Random
from typing import Any, Final

from warmline.calendar.models import Appointment
from warmline.commerce.models import Invoice, Membership, Order, Points
from warmline.customers.models import Customer, Preference
from warmline.playbooks.opening import open_moment
from warmline.playbooks.playbook import Playbook
from warmline.staff.models import Person
from warmline.tasks.models import Task, TaskChange

#: Days that an invoice may take, and after which points lapse (chosen by us, for the demo).
PAYABLE_DAYS: Final = 14
LAPSE_DAYS: Final = 365
#: One in so many customers has an appointment, a preference, has spent points.
_APPOINTMENT, _PREFERENCE, _SPENT = 9, 4, 5


@dataclass(frozen=True)
class Accounts:
    """As accounts.toml of a playbook says it."""

    tiers: Sequence[tuple[str, int]]
    appointments: Sequence[str]
    place: str
    invoice_from_minor: int
    preferences: dict[str, list[str]]
    tasks: Sequence[dict[str, Any]]


def read_accounts(playbook: str) -> Accounts | None:
    """None for a playbook without the file."""
    file = resources.files("warmline.playbooks").joinpath(playbook, "accounts.toml")
    return Accounts(**tomllib.loads(file.read_text(encoding="utf-8"))) if file.is_file() else None


def remember_accounts(playbook: Playbook, customers: Sequence[Customer], now: datetime) -> None:
    """For the customers of the demo, from their orders; the same every time."""
    accounts = read_accounts(playbook.name)
    if accounts is None:
        return
    random = Random(f"accounts {playbook.name}")  # noqa: S311 - sample material, nothing secret
    _keep_points(accounts, list(Order.objects.select_related("customer")), now, random)
    _keep_invoices(accounts, now)
    Appointment.objects.bulk_create(_appointments(playbook, accounts, customers, now, random))
    Preference.objects.bulk_create(
        Preference(customer=customer, name=name, value=random.choice(values))
        for customer in customers
        for name, values in accounts.preferences.items()
        if random.randrange(_PREFERENCE) == 0
    )
    _keep_tasks(accounts, customers, now)
    _write_twice(customers[len(customers) // 2])


def _write_twice(customer: Customer) -> None:
    """Somebody whose address was typed with a slip the second time: a profile to be merged."""
    local, _, host = str(customer.email).partition("@")
    slip = f"{local[:-2]}{local[-1]}{local[-2]}@{host}"
    if not Customer.objects.filter(email=slip).exists():
        Customer.objects.create(name=customer.name, email=slip, phone=customer.phone)


def _keep_points(accounts: Accounts, orders: list[Order], now: datetime, random: Random) -> None:
    """A point for each whole unit of a delivered order; some are spent, those older than a year lapse."""
    rows: list[Points] = []
    earned: dict[int, int] = {}
    for order in orders:
        points = order.total_minor // 100
        if order.status != Order.Status.DELIVERED or not points:
            continue
        on = (order.delivered_at or order.placed_at).date()
        earned[order.customer_id] = earned.get(order.customer_id, 0) + points
        rows.append(_points(order, "earned", points, f"Order {order.number}", on))
        if (now.date() - on).days > LAPSE_DAYS:
            rows.append(_points(order, "expired", -points, "After a year", on + timedelta(days=LAPSE_DAYS)))
        elif random.randrange(_SPENT) == 0:
            rows.append(_points(order, "spent", -points, "Voucher", on + timedelta(days=1)))
    Points.objects.bulk_create(rows)
    Membership.objects.bulk_create(
        Membership(customer_id=customer, tier=tier)
        for customer, points in earned.items()
        if (tier := next((name for name, least in accounts.tiers if points >= least), ""))
    )


def _points(order: Order, kind: str, points: int, origin: str, on: Any) -> Points:
    reference = f"{order.number}-{kind}"
    return Points(
        customer_id=order.customer_id, kind=kind, points=points, origin=origin, on=on, reference=reference
    )


def _keep_invoices(accounts: Accounts, now: datetime) -> None:
    """Of the large orders; one that is due is paid, apart from the very last."""
    large = Order.objects.filter(total_minor__gte=accounts.invoice_from_minor).exclude(status="cancelled")
    rows = []
    for order in large.order_by("placed_at"):
        due = order.placed_at.date() + timedelta(days=PAYABLE_DAYS)
        paid = due - timedelta(days=3)
        rows.append(
            Invoice(
                number=f"R-{order.number}",
                customer_id=order.customer_id,
                amount_minor=order.total_minor,
                issued_on=order.placed_at.date(),
                due_on=due,
                paid_on=paid if paid < now.date() else None,
                note=f"Order {order.number}",
            )
        )
    for row in [each for each in rows if each.paid_on][-1:]:
        row.paid_on = None
    Invoice.objects.bulk_create(rows)


def _appointments(
    playbook: Playbook, accounts: Accounts, customers: Sequence[Customer], now: datetime, random: Random
) -> list[Appointment]:
    found = []
    for number, customer in enumerate(customers, 1):
        days = random.randrange(-60, 40)
        at = open_moment(playbook, (now + timedelta(days=days)).date(), random)
        # The first ones are those whom a visitor of the demo meets.
        if at is None or (number > 1 and random.randrange(_APPOINTMENT)):
            continue
        status = "booked" if at > now else "missed" if random.randrange(8) == 0 else "kept"
        found.append(
            Appointment(
                customer=customer,
                reference=f"T-{number:03}",
                title=random.choice(accounts.appointments),
                starts_at=at.replace(minute=30 * (at.minute // 30), second=0, microsecond=0),
                place=accounts.place,
                status=status,
            )
        )
    return found


def _keep_tasks(accounts: Accounts, customers: Sequence[Customer], now: datetime) -> None:
    """What colleagues wrote down, in turn; a task that names a customer is theirs."""
    people = list(Person.objects.order_by("pk"))
    for number, entry in enumerate(accounts.tasks):
        customer = customers[number] if "{customer}" in entry["text"] else None
        person = people[number % len(people)]
        task = Task.objects.create(
            kind=Task.Kind.WRITTEN,
            text=entry["text"].format(customer=customer),
            customer=customer,
            assignee=person if number % 2 == 0 else None,
            made_by=person,
            due_at=now + timedelta(hours=entry["due_hours"]) if entry["due_hours"] else None,
        )
        TaskChange.objects.create(task=task, act=TaskChange.Act.MADE, person=person, at=now)
