"""Loyalty: points earned, spent and lapsed, each with where they come from, and the tier of a customer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from warmline.commerce.models import Membership, Points
from warmline.customers.models import Customer
from warmline.imports.cells import day, one_of, text, whole
from warmline.imports.kind import Column, Kind, Values, Wanted

_KINDS = {"earned": "earned", "spent": "spent", "expired": "expired", "lapsed": "expired"}


def _plan(values: Values, customer: Customer) -> Sequence[Wanted]:
    kind = values["kind"]
    to = {
        "kind": kind,
        "points": values["points"] if kind == Points.Kind.EARNED else -values["points"],
        "origin": values.get("origin") or "",
        "on": values["date"],
        "customer": customer,
    }
    rows = [Wanted(Points, {"reference": values["reference"]}, to)]
    if values.get("tier"):
        rows.append(Wanted(Membership, {"customer": customer}, {"tier": values["tier"]}, is_owned=False))
    return rows


def _look_over(customers: Iterable[Customer], rows: Sequence[Wanted]) -> Sequence[str]:
    """Nobody may have spent more than they had."""
    fresh: dict[int, int] = defaultdict(int)
    references = []
    owners = {}
    for row in rows:
        if row.model is Points:
            customer = row.to["customer"]
            owners[id(customer)] = customer
            fresh[id(customer)] += row.to["points"]
            references.append(row.by["reference"])
    known = _balances_without(references, [each.pk for each in owners.values() if each.pk])
    return [
        f"{owners[key]} would have {balance} points: more are spent or lapsed than were earned"
        for key, points in fresh.items()
        if (balance := points + known.get(owners[key].pk, 0)) < 0
    ]


def _balances_without(references: list[str], customers: list[int]) -> dict[int, int]:
    """What each customer has apart from these rows, which the list brings anew."""
    again = set(references)
    found: dict[int, int] = defaultdict(int)
    rows = Points.objects.filter(customer__in=customers).values_list("customer", "reference", "points")
    for customer, reference, points in rows:
        found[customer] += 0 if reference in again else points
    return found


KIND = Kind(
    "loyalty",
    "Loyalty points",
    "Points earned, spent or lapsed; the balance is worked out. “tier” is optional.",
    (
        Column(("reference", "id"), text(80), "P-3301", is_required=True),
        Column(("points",), whole, "40", is_required=True),
        Column(("kind", "type"), one_of(_KINDS), "earned", is_required=True),
        Column(("date", "on"), day, "2026-11-02", is_required=True),
        Column(("origin", "from", "source"), text(120), "Order B-1042"),
        Column(("tier", "level"), text(40), "Gold"),
    ),
    _plan,
    _look_over,
)
