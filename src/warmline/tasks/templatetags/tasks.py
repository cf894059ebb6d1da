"""What is there to do for this customer, for templates that stand later in the order."""

from typing import Any
from uuid import UUID

from django import template

from warmline.customers.models import Customer
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.tasks.listing import tasks_beside
from warmline.web.context import current_business

register = template.Library()


@register.inclusion_tag("tasks/_beside.html", takes_context=True)
def tasks_for(
    context: template.Context, customer: Customer, conversation_id: UUID | None = None
) -> dict[str, Any]:
    """{% tasks_for customer conversation.pk %}: as the address tasks:beside shows them."""
    person = context["request"].user
    timezone = current_business().timezone
    return {
        "lines": tasks_beside(customer, person, now(), timezone) if isinstance(person, Person) else [],
        "customer": customer,
        "conversation_id": conversation_id,
        "csrf_token": context.get("csrf_token"),
        "timezone": timezone,
    }
