"""Who is to be told at the deadline of a task?"""

from django.db import transaction

from warmline.lib.time import now
from warmline.tasks.making import tell, whose
from warmline.tasks.models import Task


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
