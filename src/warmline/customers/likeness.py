"""Which two profiles may be one person, and why? Pure reasons over what both profiles say, and whom to compare with."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _

from warmline.customers.models import Customer, Different

#: So many are compared with one profile at most, and so many proposed (chosen by us).
COMPARED: Final = 200
PROPOSED: Final = 3
#: Digits of a telephone number that tell it from others, whatever stands in front (chosen by us).
PHONE_DIGITS: Final = 8
#: Mailboxes of these take dots and "+..." for nothing (their own help pages).
_DOTLESS: Final = frozenset({"gmail.com", "googlemail.com"})


@dataclass(frozen=True)
class Double:
    """reasons: sentences, the strongest first."""

    customer: Customer
    reasons: tuple[str, ...]


def doubles_of(customer: Customer) -> list[Double]:
    """Profiles that may be the same person; those of whom somebody said they are not are left out."""
    if customer.merged_into_id or customer.erased_at:
        return []
    different = {
        pk
        for pair in Different.objects.filter(Q(one=customer) | Q(other=customer)).values_list("one", "other")
        for pk in pair
    }
    found = [
        Double(other, reasons)
        for other in _near(customer)
        if other.pk not in different and (reasons := reasons_for(customer, other))
    ]
    return sorted(found, key=lambda double: -len(double.reasons))[:PROPOSED]


def _near(customer: Customer) -> Iterable[Customer]:
    """Whoever shares a name, the beginning of an address or the end of a telephone number."""
    alike = Q()
    if customer.name:
        alike |= Q(name__iexact=customer.name)
    if customer.email:
        begin = re.split(r"[.+@]", customer.email)[0]
        alike |= Q(email__startswith=begin) if len(begin) > 2 else Q(email__startswith=customer.email)
    if len(_digits(customer.phone)) >= PHONE_DIGITS:
        alike |= Q(phone__endswith=_digits(customer.phone)[-2:])
    if not alike:
        return []
    others = Customer.objects.filter(alike, merged_into=None, erased_at=None).exclude(pk=customer.pk)
    return others.order_by("-pk")[:COMPARED]


def reasons_for(one: Customer, other: Customer) -> tuple[str, ...]:
    """Why both may be one person; a name alone is no reason."""
    found = []
    if one.email and other.email:
        if mailbox(one.email) == mailbox(other.email):
            found.append(_("Both e-mail addresses lead to the same mailbox."))
        elif _is_slip(one.email, other.email):
            found.append(_("The e-mail addresses differ by one slip of the finger."))
    phone = _digits(one.phone)[-PHONE_DIGITS:]
    if len(phone) == PHONE_DIGITS and phone == _digits(other.phone)[-PHONE_DIGITS:]:
        found.append(_("The telephone number is the same."))
    if _said(one.address) and _said(one.address) == _said(other.address):
        found.append(_("The address is the same."))
    is_same_name = bool(_said(one.name)) and _said(one.name) == _said(other.name)
    if is_same_name and not (one.email and other.email) and " " in one.name.strip():
        # A first name is shared by many; with two addresses that differ, so is a whole one.
        found.append(_("The whole name is the same, and only one of them has an e-mail address."))
    elif is_same_name and found:
        found.append(_("The name is the same."))
    return tuple(found)


def mailbox(email: str) -> str:
    """The address without what the mail service passes over."""
    local, _, domain = email.lower().partition("@")
    local = local.partition("+")[0]
    if domain in _DOTLESS:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def _is_slip(one: str, other: str) -> bool:
    """One letter more, less, other, or two swapped; of short addresses that says nothing."""
    if min(len(one), len(other)) < 10 or abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])


def _digits(phone: str) -> str:
    return "".join(mark for mark in phone if mark.isdigit())


def _said(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", text.casefold()).split())
