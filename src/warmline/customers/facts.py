"""What is known of a customer for sure, and what do they only say?"""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from warmline.customers.models import Customer

#: conversations.Conversation.Identity: order number and e-mail matched.
CHECKED: Final = "order"


@dataclass(frozen=True)
class Fact:
    """how: why we believe it. tone: "good" when checked, "warn" when only said, "" when staff wrote it down."""

    label: str
    value: str
    how: str
    tone: str = ""


def facts_of(customer: Customer) -> list[Fact]:
    """E-mail, phone and address with where they come from; what is not known is left out."""
    written = dict(customer.changes.order_by("at", "id").values_list("field", "person__name"))
    facts = [_email(customer)] if customer.email else []
    facts += [
        Fact(_("E-mail too"), each.email, _("from a merged profile")) for each in customer.other_emails.all()
    ]
    for field, value in (("phone", customer.phone), ("address", customer.address)):
        if value:
            by = written.get(field)
            facts.append(
                Fact(
                    field.capitalize(),
                    value,
                    _("written down by {by}").format(by=by) if by else _("from the profile"),
                )
            )
    return facts


def _email(customer: Customer) -> Fact:
    address = str(customer.email)
    if customer.conversations.filter(identity=CHECKED).exists():
        return Fact("E-mail", address, _("checked by an order number"), "good")
    if customer.orders.exists():
        return Fact("E-mail", address, _("on their orders; who writes is not checked"), "warn")
    return Fact("E-mail", address, _("only said, not checked"), "warn")
