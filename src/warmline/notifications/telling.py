"""How is a person told? A row once for its cause; then the page, their devices and a mail learn of it as they wish."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final
from uuid import UUID

from django.db import transaction

from warmline.desk.looking import GONE_AFTER
from warmline.desk.models import Viewing
from warmline.jobs.announcing import announce
from warmline.lib.time import now
from warmline.notifications.mailing import plan_mail
from warmline.notifications.models import Device, Notice
from warmline.notifications.seeing import wake
from warmline.notifications.wishes import MAIL, PAGE, PUSH, WAYS, hearing_of, quiet_until
from warmline.staff.models import Person

#: A second message of the same customer within it is the same news to a device (chosen by us).
SAME_NEWS: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Happening:
    """What is told. cause: unique for what happened, whoever is told. conversation, task: what it is about."""

    kind: str
    cause: str
    conversation: UUID | None = None
    task: int | None = None


@transaction.atomic
def tell(people: Iterable[Person], what: Happening) -> int:
    """Returns how many were told who had not been. Who has the conversation on screen sees it without being told."""
    looking = _looking_at(what.conversation)
    told = [person for person in people if person.is_active and person.pk not in looking]
    return sum(_tell_one(person, what) for person in told)


def _looking_at(conversation: UUID | None) -> set[int]:
    at = now()
    seen = Viewing.objects.filter(seen_at__gt=at - GONE_AFTER, seen_at__lt=at + GONE_AFTER)
    return (
        set(seen.filter(conversation=conversation).values_list("person_id", flat=True))
        if conversation
        else set()
    )


def _tell_one(person: Person, what: Happening) -> bool:
    hearing = hearing_of(person)
    if not any(hearing.wants(what.kind, way) for way in WAYS):
        return False
    notice, is_new = Notice.objects.get_or_create(
        person=person,
        cause=what.cause[:120],
        defaults={
            "kind": what.kind,
            "conversation_id": what.conversation,
            "task_id": what.task,
            "made_at": now(),
        },
    )
    if not is_new:
        return False
    if hearing.wants(what.kind, PAGE):
        transaction.on_commit(partial(wake, person))
    if hearing.wants(what.kind, PUSH) and quiet_until(hearing, now()) is None and not _is_same_news(notice):
        for device in Device.objects.filter(person=person).values_list("pk", flat=True):
            announce("notice to push", notice=notice.pk, device=device)
    if hearing.wants(what.kind, MAIL):
        plan_mail(person, hearing)
    return True


def _is_same_news(notice: Notice) -> bool:
    earlier = Notice.objects.filter(person=notice.person, kind=notice.kind, seen_at=None, pk__lt=notice.pk)
    about = earlier.filter(conversation=notice.conversation_id, task=notice.task_id)
    return about.filter(made_at__gt=notice.made_at - SAME_NEWS).exists()
