"""How does a person write a task down, for themselves, a colleague or whoever comes first?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from warmline.customers.models import Customer
from warmline.jobs.announcing import announce
from warmline.lib import live
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.tasks.errors import TaskRefused
from warmline.tasks.models import Task, TaskChange

LONGEST: Final = 300
#: The same task again within this time is the retry of a lost answer (chosen by us).
SAME_FOR: Final = timedelta(seconds=60)


@dataclass(frozen=True)
class Wanted:
    """assignee: None for whoever comes first. due_at: None without a deadline. conversation_id: one of the customer."""

    text: str
    assignee: Person | None = None
    due_at: datetime | None = None
    customer: Customer | None = None
    conversation_id: UUID | None = None


def make(wanted: Wanted, person: Person) -> Task:
    """Raises TaskRefused when it says nothing or too much. The same one written twice in a minute is one."""
    text = clean(wanted.text)
    with transaction.atomic():
        # One at a time for a person: two presses of one button come in an order.
        Person.objects.select_for_update().get(pk=person.pk)
        same = Task.objects.filter(
            kind=Task.Kind.WRITTEN,
            text=text,
            made_by=person,
            customer=wanted.customer,
            conversation_id=wanted.conversation_id,
            done_at=None,
            created_at__gt=now() - SAME_FOR,
        ).first()
        if same:
            return same
        task = Task.objects.create(
            kind=Task.Kind.WRITTEN,
            text=text,
            assignee=wanted.assignee,
            due_at=wanted.due_at,
            customer=wanted.customer,
            conversation_id=wanted.conversation_id,
            made_by=person,
        )
        note_change(task, TaskChange.Act.MADE, person, new=wanted.assignee.name if wanted.assignee else "")
        announce_due(task)
        tell(task)
    return task


def clean(text: str) -> str:
    """One line; raises TaskRefused."""
    words = " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())
    if not words:
        raise TaskRefused(_("Please write what is to be done."))
    if len(words) > LONGEST:
        raise TaskRefused(
            _("Please keep it under {longest} characters; details fit into a note.").format(longest=LONGEST)
        )
    return words


def note_change(task: Task, act: str, person: Person, old: str = "", new: str = "") -> None:
    TaskChange.objects.create(
        task=task, act=act, old=old[:LONGEST], new=new[:LONGEST], person=person, at=now()
    )


def announce_due(task: Task) -> None:
    """At the deadline whoever is to do it is told; of a task for anybody its writer."""
    if task.due_at and task.done_at is None:
        announce("task due", due_at=task.due_at, task=str(task.pk), person=str(whose(task) or ""))


def whose(task: Task) -> int | None:
    """Who answers for it: whoever it was given to, else who wrote it."""
    return task.assignee_id or task.made_by_id


def tell(task: Task) -> None:
    """Pages that show it look again, once this is committed."""
    conversation = task.conversation_id
    if conversation is None:
        return
    transaction.on_commit(lambda: live.publish(f"conversation:{conversation}"))
    transaction.on_commit(lambda: live.publish("desk", {"conversation": str(conversation)}))
