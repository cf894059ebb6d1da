"""Invoices: number, amount, when it was written, is due, was paid."""

from collections.abc import Sequence

from warmline.commerce.models import Invoice
from warmline.customers.models import Customer
from warmline.imports.cells import amount, day, text
from warmline.imports.kind import Column, Kind, Values, Wanted


def _plan(values: Values, customer: Customer) -> Sequence[Wanted]:
    names = ("amount_minor", "issued_on", "due_on", "paid_on", "note")
    cells = dict(
        zip(names, (values.get(each) for each in ("amount", "issued", "due", "paid", "note")), strict=True)
    )
    return [
        Wanted(
            Invoice,
            {"number": values["number"]},
            {**cells, "note": cells["note"] or "", "customer": customer},
        )
    ]


KIND = Kind(
    "invoices",
    "Invoices",
    "Which are open, due and paid. A row without a day in “paid” is open.",
    (
        Column(("number", "invoice", "invoice number"), text(40), "2026-0117", is_required=True),
        Column(("amount", "total"), amount, "84.50", is_required=True),
        Column(("issued", "date", "issued on"), day, "2026-11-02", is_required=True),
        Column(("due", "due on"), day, "2026-11-16"),
        Column(("paid", "paid on"), day, ""),
        Column(("note", "about"), text(200), "Wedding cake"),
    ),
    _plan,
)
