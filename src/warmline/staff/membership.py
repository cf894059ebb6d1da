"""Who works here, and as what? There is always an owner who can sign in."""

from functools import partial

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction

from warmline.audit.recording import record
from warmline.jobs.announcing import announce
from warmline.lib import live
from warmline.staff.errors import LastOwner
from warmline.staff.models import Person


@transaction.atomic
def change_role(person: Person, role: str) -> None:
    """Raises LastOwner."""
    if role != Person.Role.OWNER:
        _keep_an_owner_besides(person)
    Person.objects.filter(pk=person.pk).update(role=role)
    record("role changed", f"person {person.pk}", {"from": person.role, "to": role})


@transaction.atomic
def deactivate(person: Person) -> None:
    """The account stays, with all it did, but opens nothing any more, at once; raises LastOwner."""
    _keep_an_owner_besides(person)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    announce("person left", person=person.pk)
    record("person switched off", f"person {person.pk}")
    end_streams(person)


def end_streams(person: Person) -> None:
    """Open pages of the person look at once whether they may still listen."""
    transaction.on_commit(partial(live.publish, f"person:{person.pk}"))


@transaction.atomic
def reactivate(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(is_active=True)
    record("person switched on", f"person {person.pk}")


def _keep_an_owner_besides(person: Person) -> None:
    # All owners are locked: two owners who drop each other at the same moment wait here.
    owners = list(
        Person.objects.select_for_update().filter(role=Person.Role.OWNER, is_active=True).order_by("pk")
    )
    others = [owner for owner in owners if owner.pk != person.pk]
    is_one = len(others) < len(owners)
    if is_one and not any(has_joined(owner) for owner in others):
        raise LastOwner


def has_joined(person: Person) -> bool:
    """Whoever was invited has no password before they use their link."""
    return not person.password.startswith(UNUSABLE_PASSWORD_PREFIX)
