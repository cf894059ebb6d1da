"""How does an installation begin? One business and its owner, made together, once, by who may read its secret."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from warmline.audit.recording import record
from warmline.staff.errors import AlreadySetUp
from warmline.staff.models import Person
from warmline.web.models import Business


def is_set_up() -> bool:
    return Business.objects.filter(pk=1).exists()


def setup_path() -> str:
    """The address of the first page, which `warmline init` and `serve` print: without its key it stays closed."""
    return f"/welcome/?key={_setup_key()}"


def is_setup_key(key: str) -> bool:
    return constant_time_compare(key, _setup_key())


def _setup_key() -> str:
    """Derived from the installation's secret: whoever can read that owns the installation anyway."""
    return salted_hmac("warmline.staff.first_run", "welcome", algorithm="sha256").hexdigest()[:32]


def set_up(business: Business, *, name: str, email: str, password: str) -> Person:
    """Saves the business and makes its owner; raises AlreadySetUp, also when two people are at it at once."""
    business.pk = 1
    fields: dict[str, Any] = {"name": name, "role": Person.Role.OWNER}
    try:
        with transaction.atomic():
            business.save(force_insert=True)
            owner = Person.objects.create_user(email, password, **fields)
            record("installation begun", f"person {owner.pk}", {"name": name})
            return owner
    except IntegrityError:
        raise AlreadySetUp from None
