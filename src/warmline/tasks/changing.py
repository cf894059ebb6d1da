"""What may become of a task? Done, opened again, put off, handed on, reworded; each with who and when."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.tasks.errors import TaskRefused
from warmline.tasks.making import announce_due, clean, note_change, tell
from warmline.tasks.models import Task, TaskChange

GONE = "This task is not there any more."
DONE = "This task is done already. Open it again to change it."


def finish(task_id: int, person: Person) -> bool:
    """Marks one task as done; False when somebody else was quicker."""
    with transaction.atomic():
        if Task.objects.filter(pk=task_id, done_at=None).update(done_at=now(), done_by=person) != 1:
            return False
        task = Task.objects.get(pk=task_id)
        note_change(task, TaskChange.Act.DONE, person)
        tell(task)
    return True


def reopen(task_id: int, person: Person) -> Task:
    """It was not done after all. Raises TaskRefused when another of its kind is open for the same matter."""
    try:
        with _held(task_id) as task:
            if task.done_at is not None:
                task.done_at = task.done_by = None
                task.save(update_fields=["done_at", "done_by"])
                note_change(task, TaskChange.Act.REOPENED, person)
                announce_due(task)
    except IntegrityError:
        raise TaskRefused(_("There is a newer task for the same matter already.")) from None
    return task


def change(task_id: int, person: Person, text: str, due_at: datetime | None, assignee: Person | None) -> Task:
    """Puts off, hands on and rewords, whichever differs. Raises TaskRefused."""
    words = clean(text)
    with _held(task_id) as task:
        if task.done_at is not None:
            raise TaskRefused(DONE)
        if task.text != words:
            note_change(task, TaskChange.Act.REWORDED, person, task.text, words)
        if task.due_at != due_at:
            note_change(task, TaskChange.Act.MOVED, person, _written(task.due_at), _written(due_at))
        if task.assignee != assignee:
            note_change(task, TaskChange.Act.HANDED, person, str(task.assignee or ""), str(assignee or ""))
        is_due_anew = task.due_at != due_at or task.assignee != assignee
        task.text, task.due_at, task.assignee = words, due_at, assignee
        task.save(update_fields=["text", "due_at", "assignee"])
        if is_due_anew:
            announce_due(task)
    return task


def _written(at: datetime | None) -> str:
    return at.isoformat(timespec="minutes") if at else ""


@contextmanager
def _held(task_id: int) -> Iterator[Task]:
    with transaction.atomic():
        # Without its people: PostgreSQL locks no row that may be missing.
        task = Task.objects.select_for_update().filter(pk=task_id).first()
        if task is None:
            raise TaskRefused(GONE)
        yield task
        tell(task)
