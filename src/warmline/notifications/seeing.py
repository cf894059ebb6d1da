"""What has a person not seen yet, and when have they?"""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from warmline.conversations.models import Holder
from warmline.lib import live
from warmline.lib.time import now
from warmline.notifications.models import Kind, Notice
from warmline.notifications.wishes import PAGE, hearing_of
from warmline.staff.models import Person

#: What was seen is no news after a month, what nobody looked at after three (chosen by us).
SEEN_KEPT: Final = timedelta(days=30)
KEPT: Final = timedelta(days=90)


def unseen(person: Person) -> QuerySet[Notice]:
    """What still concerns the person: who waits no longer and what is done has left the list by itself."""
    mine = Notice.objects.filter(person=person, seen_at=None)
    waits_no_more = Q(kind=Kind.WAITS) & ~Q(conversation__holder=Holder.QUEUE)
    return mine.exclude(waits_no_more).exclude(task__done_at__isnull=False)


def count_unseen(person: Person) -> int:
    """Of conversations and tasks: ten answers of one customer are one."""
    shown = unseen(person).filter(kind__in=hearing_of(person).kinds(PAGE))
    found = shown.order_by().values_list("conversation_id", "task_id").distinct()
    return len({conversation or task for conversation, task in found})


def see_conversation(person: Person, conversation: UUID) -> int:
    """The person has it before them. Returns how many notices were new."""
    return _see(person, Notice.objects.filter(conversation=conversation))


def see_tasks(person: Person) -> int:
    """The person has the list of tasks before them."""
    return _see(person, Notice.objects.filter(conversation=None, task__isnull=False))


def see_all(person: Person, through: int) -> int:
    """All up to the notice with this number, so that one which came a moment ago is not lost."""
    return _see(person, Notice.objects.filter(pk__lte=through))


def _see(person: Person, notices: QuerySet[Notice]) -> int:
    count = notices.filter(person=person, seen_at=None).update(seen_at=now())
    _forget_old(person)
    if count:
        # Their other tabs and devices.
        wake(person)
    return count


def _forget_old(person: Person) -> None:
    at = now()
    old = Q(seen_at__lt=at - SEEN_KEPT) | Q(made_at__lt=at - KEPT)
    Notice.objects.filter(old, person=person).delete()


def wake(person: Person) -> None:
    """Open pages of the person look at the bell again."""
    live.publish(f"person:{person.pk}", {"notices": True})
