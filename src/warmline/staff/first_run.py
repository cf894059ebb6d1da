"""How does an installation begin? One business and its owner, made together, once."""

from typing import Any

from django.db import IntegrityError, transaction

from warmline.staff.errors import AlreadySetUp
from warmline.staff.models import Person
from warmline.web.models import Business


def is_set_up() -> bool:
    return Business.objects.filter(pk=1).exists()


def set_up(business: Business, *, name: str, email: str, password: str) -> Person:
    """Saves the business and makes its owner; raises AlreadySetUp, also when two people are at it at once."""
    business.pk = 1
    fields: dict[str, Any] = {"name": name, "role": Person.Role.OWNER}
    try:
        with transaction.atomic():
            business.save(force_insert=True)
            return Person.objects.create_user(email, password, **fields)
    except IntegrityError:
        raise AlreadySetUp from None
