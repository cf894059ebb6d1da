"""What else does the business keep of a customer? Invoices, points, appointments and preferences, ready to show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Sum

from warmline.customers.models import Customer
from warmline.lib.money import write_money
from warmline.web.context import current_business

SHOWN: Final = 8


@dataclass(frozen=True)
class Bill:
    """tone and state: what is with it, in words."""

    row: Any
    amount: str
    state: str
    tone: str


@dataclass(frozen=True)
class Loyalty:
    """balance: of points; tier: "" when there is none."""

    balance: int
    tier: str
    entries: Sequence[Any]


@dataclass(frozen=True)
class Visit:
    row: Any
    is_coming: bool


def accounts_of(customer: Customer, at: datetime, currency: str) -> dict[str, Any]:
    """For templates; what a customer has none of is empty."""
    return {
        "bills": bills_of(customer, at, currency),
        "loyalty": loyalty_of(customer),
        "visits": visits_of(customer, at),
        "preferences": list(customer.preferences.all()[:50]),
    }


def bills_of(customer: Customer, at: datetime, currency: str) -> list[Bill]:
    """Open ones first, of those the one that is due first."""
    today = at.astimezone(ZoneInfo(current_business().timezone)).date()
    return [
        Bill(row, write_money(row.amount_minor, currency), *_state(row, row.is_overdue(today)))
        for row in customer.invoices.all()[:SHOWN]
    ]


def _state(row: Any, is_overdue: bool) -> tuple[str, str]:
    if row.paid_on:
        return "Paid", "good"
    return ("Overdue", "bad") if is_overdue else ("Open", "warn")


def loyalty_of(customer: Customer) -> Loyalty | None:
    """None when they take no part."""
    rows: Any = customer.points
    tier = _tier(customer)
    balance = rows.aggregate(sum=Sum("points"))["sum"]
    if balance is None and not tier:
        return None
    return Loyalty(balance or 0, tier, list(rows.all()[:SHOWN]))


def _tier(customer: Customer) -> str:
    found: Any = getattr(customer, "membership", None)
    return str(found.tier) if found else ""


def visits_of(customer: Customer, at: datetime) -> list[Visit]:
    """Those to come, the next first, then those that were, the latest first."""
    rows: Any = customer.appointments
    coming = rows.filter(starts_at__gte=at).order_by("starts_at")[:SHOWN]
    past = rows.filter(starts_at__lt=at).order_by("-starts_at")[: SHOWN // 2]
    return [*(Visit(row, True) for row in coming), *(Visit(row, False) for row in past)]
