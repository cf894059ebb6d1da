"""What did a customer allow, and what did they withdraw?"""

from dataclasses import dataclass

from django.db import transaction

from warmline.customers.models import Consent, Customer
from warmline.lib.time import now
from warmline.staff.models import Person


@dataclass(frozen=True)
class Standing:
    """One purpose. latest: None when the customer was never asked, which counts as no."""

    purpose: str
    label: str
    latest: Consent | None
    earlier: tuple[Consent, ...]

    @property
    def is_given(self) -> bool:
        return self.latest is not None and self.latest.is_given


def standings(customer: Customer) -> list[Standing]:
    """Every purpose, each with its history, the latest first."""
    rows = list(customer.consents.select_related("person")[:200])
    by_purpose = {
        purpose: [row for row in rows if row.purpose == purpose] for purpose in Consent.Purpose.values
    }
    return [
        Standing(
            purpose,
            str(Consent.Purpose(purpose).label),
            each[0] if each else None,
            tuple(each[1:]),
        )
        for purpose, each in by_purpose.items()
    ]


def has_consent(customer: Customer, purpose: str) -> bool:
    """Whether the latest word on this purpose is a yes."""
    latest = customer.consents.filter(purpose=purpose).first()
    return latest is not None and latest.is_given


@transaction.atomic
def record_consent(customer: Customer, purpose: str, how: str, person: Person, *, is_given: bool) -> bool:
    """Writes down a yes or a no; False when that was the latest word already.

    Raises ValueError for a purpose or a way that there is not.
    """
    Consent.Purpose(purpose)
    Consent.How(how)
    # One at a time for a customer: a yes and a no in the same moment stand in an order.
    Customer.objects.select_for_update().get(pk=customer.pk)
    latest = customer.consents.filter(purpose=purpose).first()
    if latest is not None and latest.is_given == is_given:
        return False
    if latest is None and not is_given:
        return False
    Consent.objects.create(
        customer=customer, purpose=purpose, is_given=is_given, how=how, person=person, at=now()
    )
    return True
