"""How does somebody get into their account? By a link from the owner, good once and for three days."""

from django.contrib.auth.tokens import default_token_generator
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from warmline.audit.recording import record
from warmline.staff.errors import AlreadyWorksHere
from warmline.staff.membership import end_streams
from warmline.staff.models import Person
from warmline.staff.sign_ins import end_others


def invite(name: str, email: str, role: str) -> Person:
    """A colleague without a password yet; raises AlreadyWorksHere."""
    try:
        with transaction.atomic():
            person = Person.objects.create_user(email, None, name=name, role=role)
            record("person invited", f"person {person.pk}", {"name": name, "role": role})
            return person
    except IntegrityError:
        raise AlreadyWorksHere from None


def link_of(person: Person) -> str:
    """The path of the person's link: it dies with the next login, the next password, or after three days.

    The days are Django's PASSWORD_RESET_TIMEOUT.
    """
    key = urlsafe_base64_encode(str(person.pk).encode())
    return reverse("staff:join", args=[key, default_token_generator.make_token(person)])


def find_linked(key: str, token: str) -> Person | None:
    """Whom the link belongs to, if it still works."""
    try:
        pk = int(force_str(urlsafe_base64_decode(key)))
    except (ValueError, OverflowError):
        return None
    person = Person.objects.select_for_update().filter(pk=pk, is_active=True).first() if pk < 2**63 else None
    return person if person and default_token_generator.check_token(person, token) else None


def join(person: Person, password: str) -> None:
    """Sets the password, which uses the link up and ends the person's other sessions."""
    person.set_password(password)
    person.save(update_fields=["password"])
    record("password set", f"person {person.pk}")
    end_others(person)
    end_streams(person)
