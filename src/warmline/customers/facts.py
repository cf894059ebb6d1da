"""What is known of a customer for sure, and what do they only say?"""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from warmline.customers.models import Customer

#: Values of conversations.Conversation.Identity that prove who it is, with how.
CHECKED: Final = {
    "order": gettext_noop("checked by an order number"),
    "signed": gettext_noop("checked by your site"),
}


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
    proofs = customer.conversations.filter(identity__in=CHECKED).values_list("identity", flat=True)
    if proof := proofs.first():
        return Fact("E-mail", address, _(CHECKED[proof]), "good")
    if customer.orders.exists():
        return Fact("E-mail", address, _("on their orders; who writes is not checked"), "warn")
    return Fact("E-mail", address, _("only said, not checked"), "warn")
