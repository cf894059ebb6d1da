"""What has a person not seen yet, and when have they?"""

from uuid import UUID

from django.db.models import Q, QuerySet

from warmline.conversations.models import Holder
from warmline.lib import live
from warmline.lib.time import now
from warmline.notifications.models import Kind, Notice
from warmline.notifications.wishes import PAGE, hearing_of
from warmline.staff.models import Person


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


def see_all(person: Person, through: int) -> int:
    """All up to the notice with this number, so that one which came a moment ago is not lost."""
    return _see(person, Notice.objects.filter(pk__lte=through))


def _see(person: Person, notices: QuerySet[Notice]) -> int:
    count = notices.filter(person=person, seen_at=None).update(seen_at=now())
    if count:
        # Their other tabs and devices.
        wake(person)
    return count


def wake(person: Person) -> None:
    """Open pages of the person look at the bell again."""
    live.publish(f"person:{person.pk}", {"notices": True})
