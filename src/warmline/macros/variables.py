"""What may stand in a macro's places, and what is it in this conversation?"""

from collections.abc import Mapping
from typing import Final

from warmline.calendar.opening import week
from warmline.commerce.orders import summary
from warmline.conversations.models import Conversation
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.web.models import Business

#: The name of each place, and what it says in the preview.
EXAMPLES: Final[Mapping[str, str]] = {
    "customer.name": "Dana Whelan",
    "customer.first_name": "Dana",
    "agent.name": "Bob Nolan",
    "agent.first_name": "Bob",
    "business.name": "Alice's Bakery",
    "business.phone": "+353 1 555 0100",
    "business.email": "hello@bakery.example",
    "order.number": "BR-1042",
    "order.status": "Out for delivery",
    "order.items": "2 x Rye loaf",
    "opening_hours": "Mon to Fri 08:00 to 17:00, Sat 08:00 to 13:00",
}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def values_for(conversation: Conversation, person: Person, business: Business) -> Mapping[str, str]:
    """What is not known is empty. Orders only where the customer is known by one: who only claims to be somebody
    must not be told of their orders by a slip.
    """
    customer = conversation.customer
    return {
        "customer.name": customer.name,
        "customer.first_name": customer.name.split(" ")[0],
        "agent.name": person.name,
        "agent.first_name": person.first_name,
        "business.name": business.name,
        "business.phone": business.phone,
        "business.email": business.email,
        "opening_hours": _say_hours(),
        **_order(conversation),
    }


def _order(conversation: Conversation) -> Mapping[str, str]:
    if not conversation.is_proved:
        return {}
    latest = summary(conversation.customer_id, now(), limit=1).recent
    if not latest:
        return {}
    order = latest[0]
    return {"order.number": order.number, "order.status": order.status_label, "order.items": order.items}


def _say_hours() -> str:
    """As "Mon to Fri 08:00 to 17:00, Sat 08:00 to 13:00"; days in a row with the same hours are said together."""
    days: dict[int, list[str]] = {}
    for stretch in sorted(week(), key=lambda each: (each.weekday, each.opens)):
        days.setdefault(stretch.weekday, []).append(f"{stretch.opens:%H:%M} to {stretch.closes:%H:%M}")
    runs: list[tuple[int, int, str]] = []
    for day, hours in days.items():
        said = " and ".join(hours)
        if runs and runs[-1][1] == day - 1 and runs[-1][2] == said:
            runs[-1] = (runs[-1][0], day, said)
        else:
            runs.append((day, day, said))
    return ", ".join(f"{_say_days(first, last)} {said}" for first, last, said in runs)


def _say_days(first: int, last: int) -> str:
    return _DAYS[first] if first == last else f"{_DAYS[first]} to {_DAYS[last]}"
