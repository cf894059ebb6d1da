"""What else is kept of a customer, in short, for templates that stand later in the order."""

from typing import Any

from django import template

from warmline.customers.accounts import accounts_of
from warmline.customers.models import Customer
from warmline.lib.time import now
from warmline.web.context import current_business

register = template.Library()


@register.inclusion_tag("customers/_accounts_beside.html")
def accounts_beside(customer: Customer) -> dict[str, Any]:
    """{% accounts_beside customer %}: open invoices, what is booked, points and preferences, where there are any."""
    business = current_business()
    found = accounts_of(customer, now(), business.currency)
    coming = [visit for visit in found["visits"] if visit.is_coming and visit.row.status == "booked"]
    return {
        **found,
        "bills": [bill for bill in found["bills"] if not bill.row.paid_on][:3],
        "visits": coming[:3],
        "timezone": business.timezone,
    }
