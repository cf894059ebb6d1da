"""In which browsers is somebody signed in, and how do they end that?"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.contrib.sessions.models import Session
from django.db import DatabaseError, transaction
from django.http import HttpRequest

from warmline.audit.acting import browser_of
from warmline.audit.recording import record
from warmline.lib.time import now
from warmline.staff.membership import end_streams
from warmline.staff.models import Person, SignIn

#: "Last seen" is right to within this; writing it with each click would cost a write each (chosen by us).
NOTED_EVERY: Final = timedelta(minutes=5)
NOTED_AT: Final = "seen_at"


@dataclass(frozen=True)
class Shown:
    row: SignIn
    is_this: bool


@transaction.atomic
def begin(request: HttpRequest, person: Person) -> None:
    """Right after signing in."""
    record("login", f"person {person.pk}")
    _note(request, person)


def note(request: HttpRequest, person: Person) -> None:
    """Once in five minutes of work; also finds sign-ins from before there was a list."""
    noted = request.session.get(NOTED_AT, 0)
    if now().timestamp() - noted >= NOTED_EVERY.total_seconds():
        # Reading goes on while nothing can be written; the next page notes it.
        with suppress(DatabaseError):
            _note(request, person)


def _note(request: HttpRequest, person: Person) -> None:
    at = now()
    if not request.session.session_key:
        request.session.create()
    browser = browser_of(request.headers.get("User-Agent", ""))
    SignIn.objects.update_or_create(
        session=request.session.session_key,
        defaults={"person": person, "browser": browser, "seen_at": at},
        create_defaults={"person": person, "browser": browser, "seen_at": at, "began_at": at},
    )
    request.session[NOTED_AT] = at.timestamp()


def sign_ins_of(person: Person, request: HttpRequest) -> Sequence[Shown]:
    """Those that still open something, the latest first."""
    rows = list(person.sign_ins.all())
    alive = set(
        Session.objects.filter(
            session_key__in=[row.session for row in rows], expire_date__gt=now()
        ).values_list("session_key", flat=True)
    )
    here = request.session.session_key
    return [Shown(row, row.session == here) for row in rows if row.session in alive or row.session == here]


@transaction.atomic
def end_others(person: Person, here: str = "") -> int:
    """Signs the person out everywhere but in the session `here`; how many ended. Open pages end at once."""
    others = list(person.sign_ins.exclude(session=here).values_list("session", flat=True))
    ended, _ = Session.objects.filter(session_key__in=others).delete()
    SignIn.objects.filter(session__in=others).delete()
    if others:
        record("sessions ended", f"person {person.pk}", {"count": ended})
        end_streams(person)
    return ended


@transaction.atomic
def end_one(person: Person, pk: int) -> bool:
    row = person.sign_ins.filter(pk=pk).first()
    if row is None:
        return False
    Session.objects.filter(session_key=row.session).delete()
    row.delete()
    record("sessions ended", f"person {person.pk}", {"count": 1})
    end_streams(person)
    return True
