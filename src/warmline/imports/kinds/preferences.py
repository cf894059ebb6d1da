"""Preferences: whatever the business wants to know of a customer."""

from collections.abc import Sequence

from warmline.customers.models import Customer, Preference
from warmline.imports.cells import text
from warmline.imports.kind import Column, Kind, Values, Wanted


def _plan(values: Values, customer: Customer) -> Sequence[Wanted]:
    by = {"customer": customer, "name": values["preference"]}
    return [Wanted(Preference, by, {"value": values["value"]}, is_owned=False)]


KIND = Kind(
    "preferences",
    "Preferences",
    "Anything else that you know of customers, such as allergies or sizes; one line for each.",
    (
        Column(("preference", "field", "what"), text(60), "Allergies", is_required=True),
        Column(("value",), text(200), "Nuts", is_required=True),
    ),
    _plan,
)
