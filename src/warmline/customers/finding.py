"""Who is this, by what they said? Never more than that: nothing is merged or overwritten by itself."""

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from warmline.customers.errors import BadEmail
from warmline.customers.models import Customer

LONGEST_EMAIL = 254
_check_email = EmailValidator()


def find_or_create(email: str = "", name: str = "") -> Customer:
    """The customer of this e-mail address, or a new one; without an address always a new visitor.

    Whoever says an address has not proved that it is theirs, so a known customer stays as they are.
    Raises BadEmail.
    """
    address = normalise_email(email)
    if not address:
        return Customer.objects.create(name=tidy_name(name))
    customer, _ = Customer.objects.get_or_create(email=address, defaults={"name": tidy_name(name)})
    return customer


def find_by_email(email: str) -> Customer | None:
    try:
        address = normalise_email(email)
    except BadEmail:
        return None
    return Customer.objects.filter(email=address).first() if address else None


def normalise_email(email: str) -> str:
    """The address in small letters; "" for none. Raises BadEmail."""
    address = email.strip().lower()
    if not address:
        return ""
    try:
        _check_email(address)
    except ValidationError as error:
        raise BadEmail from error
    if len(address) > LONGEST_EMAIL:
        raise BadEmail
    return address


def tidy_name(name: str) -> str:
    """One line of at most 120 visible characters."""
    visible = "".join(mark if mark.isprintable() else " " for mark in name[:1000])
    return " ".join(visible.split())[:120].strip()
