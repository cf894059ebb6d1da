"""Appointments: what, when, where, and what became of them."""

from collections.abc import Sequence

from warmline.calendar.models import Appointment
from warmline.customers.models import Customer
from warmline.imports.cells import moment, one_of, text
from warmline.imports.kind import Column, Kind, Values, Wanted

_STATUS = {
    "booked": "booked",
    "kept": "kept",
    "was here": "kept",
    "missed": "missed",
    "no-show": "missed",
    "cancelled": "cancelled",
    "canceled": "cancelled",
}


def _plan(values: Values, customer: Customer) -> Sequence[Wanted]:
    to = {
        "title": values["title"],
        "starts_at": values["starts"],
        "place": values.get("place") or "",
        "status": values.get("status") or Appointment.Status.BOOKED,
        "customer": customer,
    }
    return [Wanted(Appointment, {"reference": values["reference"]}, to)]


KIND = Kind(
    "appointments",
    "Appointments",
    "What is booked and what was. “starts” is in the time of the business.",
    (
        Column(("reference", "id", "number"), text(40), "A-204", is_required=True),
        Column(("title", "what", "subject"), text(120), "Cake tasting", is_required=True),
        Column(("starts", "start", "when"), moment, "2026-12-24 15:30", is_required=True),
        Column(("place", "where"), text(120), "Shop, upstairs"),
        Column(("status",), one_of(_STATUS), "booked"),
    ),
    _plan,
)
