"""Who is this, by what they said? Never more than that: nothing is merged or overwritten by itself."""

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db.models import Q

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
    known = _known_by(address)
    if known is None:
        known, _ = Customer.objects.get_or_create(email=address, defaults={"name": tidy_name(name)})
    return known


def find_by_email(email: str) -> Customer | None:
    try:
        address = normalise_email(email)
    except BadEmail:
        return None
    return _known_by(address) if address else None


def _known_by(address: str) -> Customer | None:
    """By the first address or by any other."""
    return Customer.objects.filter(Q(email=address) | Q(other_emails__email=address)).first()


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
