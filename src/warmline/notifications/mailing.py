"""When does somebody who is away get a mail? One gathers all; it is claimed first, so that it leaves once."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from warmline.jobs.announcing import announce
from warmline.lib.mail import MailFailed, has_mail, send_mail
from warmline.lib.time import now
from warmline.notifications.composing import compose
from warmline.notifications.duty import is_here
from warmline.notifications.models import Digest, Notice, Wishes
from warmline.notifications.seeing import unseen
from warmline.notifications.shifts import next_start
from warmline.notifications.wishes import MAIL, Hearing, hearing_of, quiet_until
from warmline.staff.models import Person
from warmline.web.context import current_business
from warmline.web.options import value_of

logger = logging.getLogger(__name__)

#: Nobody gets more mails than one in this time, whatever happens.
BETWEEN: Final = timedelta(hours=1)
#: A plan this old was lost with its job, or its server never answered.
FORGOTTEN: Final = timedelta(hours=1)
#: What is older no longer keeps a mail waiting for somebody who sits at the desk (chosen by us).
STALE: Final = timedelta(days=1)


def plan_mail(person: Person, hearing: Hearing) -> None:
    """Sees to it that a mail is looked at in time; within the transaction of the notice."""
    if not has_mail() or hearing.mail == Wishes.Mail.OFF:
        return
    Wishes.objects.get_or_create(person=person)
    due_at = _due_at(person, hearing, now() + timedelta(minutes=value_of("notifications.mail_after_minutes")))
    free = Q(mail_planned_at=None) | Q(mail_planned_at__lt=now() - FORGOTTEN) | Q(mail_planned_at__gt=due_at)
    if Wishes.objects.filter(free, person=person).update(mail_planned_at=due_at):
        announce("digest due", due_at=due_at, person=person.pk)


def _due_at(person: Person, hearing: Hearing, soonest: datetime) -> datetime:
    """The first moment from `soonest` on at which this person may get a mail."""
    last = Digest.objects.filter(person=person).order_by("-claimed_at").first()
    due_at = max(soonest, last.claimed_at + BETWEEN) if last else soonest
    if hearing.mail == Wishes.Mail.DAILY:
        due_at = next_start(due_at)
    return quiet_until(hearing, due_at) or due_at


def send_due(person: int) -> None:
    """The time of a planned mail has come. Raises MailFailed when it may go better later."""
    who = Person.objects.filter(pk=person, is_active=True).first()
    if who is None:
        return
    digest, waiting = _claim(who)
    if digest is None:
        return
    try:
        send_mail(compose(who, digest, waiting, hearing_of(who)), sender=current_business().name)
    except MailFailed as failed:
        _release(who, digest, is_planned=not failed.permanent)
        if failed.permanent:
            logger.error("A mail to person %d cannot be sent: %s.", who.pk, failed)
            return
        raise
    Digest.objects.filter(pk=digest.pk).update(sent_at=now())


@transaction.atomic
def _claim(person: Person) -> tuple[Digest | None, Sequence[Notice]]:
    """Takes what waits, so that no other run does. Nothing, if there is nothing new or it is not the time."""
    wishes = Wishes.objects.select_for_update().filter(person=person).first()
    if wishes is None or wishes.mail_planned_at is None or wishes.mail_planned_at > now():
        return None, ()
    Wishes.objects.filter(pk=wishes.pk).update(mail_planned_at=None)
    hearing = hearing_of(person)
    waiting = (
        unseen(person).filter(kind__in=hearing.kinds(MAIL)).select_related("conversation__customer", "task")
    )
    fresh = waiting.filter(digest=None, made_at__gt=now() - STALE)
    if not fresh.exists():
        return None, ()
    if is_here(person) or _is_too_soon(person, hearing):
        plan_mail(person, hearing)
        return None, ()
    digest = Digest.objects.create(person=person, claimed_at=now())
    told = list(waiting)
    Notice.objects.filter(pk__in=[notice.pk for notice in told]).update(digest=digest)
    return digest, told


def _is_too_soon(person: Person, hearing: Hearing) -> bool:
    """They changed their wishes since it was planned, or were told in the meantime."""
    if hearing.mail == Wishes.Mail.OFF:
        return True
    at = now()
    last = Digest.objects.filter(person=person).order_by("-claimed_at").first()
    return quiet_until(hearing, at) is not None or (last is not None and last.claimed_at + BETWEEN > at)


@transaction.atomic
def _release(person: Person, digest: Digest, *, is_planned: bool) -> None:
    """It did not leave: what it told of waits for the next."""
    Notice.objects.filter(digest=digest).update(digest=None)
    digest.delete()
    if is_planned:
        Wishes.objects.filter(person=person, mail_planned_at=None).update(mail_planned_at=now())
