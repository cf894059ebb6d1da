"""Which tasks are overdue now, and who is to be told at the deadline?"""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from warmline.lib.time import now
from warmline.tasks.making import tell, whose
from warmline.tasks.models import Task

#: More overdue tasks lift no conversation in the inbox: then they all are (chosen by us).
MOST_LIFTED: Final = 200


def find_due(task: str, person: str) -> Task | None:
    """The task of a job "task due", if it is still open, due, and this person's; None when it has moved on."""
    found = Task.objects.filter(pk=int(task), done_at=None, due_at__lte=now()).first()
    return found if found and str(whose(found) or "") == person else None


def tell_due(task: str, person: str) -> None:
    """The inbox and the conversation show that the task is overdue from now on."""
    found = find_due(task, person)
    if found:
        with transaction.atomic():
            tell(found)


def overdue_conversations(at: datetime) -> Collection[UUID]:
    """The conversations in which a person's task is overdue."""
    late = Task.objects.filter(
        kind=Task.Kind.TODO, done_at=None, due_at__lte=at, conversation_id__isnull=False
    )
    return set(late.order_by("due_at").values_list("conversation_id", flat=True)[:MOST_LIFTED])
