"""How is a promise made, and how is it kept?"""

from datetime import datetime

from warmline.customers.models import Customer
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.tasks.making import announce_due
from warmline.tasks.models import Task


def promise(
    text: str, *, about: str, customer: Customer | None, due_at: datetime, kind: str = Task.Kind.PROMISE
) -> Task:
    """A task for a person; while one of its kind about the same thing is open, that one is it."""
    task, is_new = Task.objects.get_or_create(
        kind=kind,
        about=about,
        done_at=None,
        defaults={"text": text[:300], "customer": customer, "due_at": due_at},
    )
    if is_new and kind == Task.Kind.PROMISE:
        announce_due(task)
    return task


def keep_promises(about: str, person: Person) -> int:
    """The person did what was promised about this; returns how many tasks that finished."""
    return Task.objects.filter(done_at=None, about=about).update(done_at=now(), done_by=person)
