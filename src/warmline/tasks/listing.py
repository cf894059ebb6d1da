"""Which tasks are there for whom, and how does each look in a list?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from warmline.calendar.wording import say_moment
from warmline.customers.models import Customer
from warmline.staff.models import Person
from warmline.tasks.models import Task, TaskChange
from warmline.web.tongue import language_now

SHOWN: Final = 200
DONE_SHOWN: Final = 20
BESIDE_SHOWN: Final = 12
MINE, EVERYBODY = "mine", "all"


@dataclass(frozen=True)
class Line:
    """`due`: to come or just come, in words; empty when past or without a time.

    `path`: where its matter is dealt with. `who`: "" for whoever comes first. `is_now`: due within the last minute.
    """

    task: Task
    due: str
    is_late: bool
    path: str
    who: str
    is_now: bool = False


@dataclass(frozen=True)
class Section:
    """key: overdue, today, later or open (without a deadline)."""

    key: str
    title: str
    lines: Sequence[Line]


def sections_for(person: Person, whose: str, at: datetime, timezone: str) -> list[Section]:
    """What is left to do, the most pressing first; without empty sections."""
    found: dict[str, list[Line]] = {"overdue": [], "today": [], "later": [], "open": []}
    for task in open_tasks(person, whose)[:SHOWN]:
        found[_section(task, at, timezone)].append(line_of(task, person, at, timezone))
    titles = {
        "overdue": gettext_noop("Overdue"),
        "today": gettext_noop("Today"),
        "later": gettext_noop("Later"),
        "open": gettext_noop("Without a deadline"),
    }
    return [Section(key, _(titles[key]), lines) for key, lines in found.items() if lines]


def open_tasks(person: Person, whose: str) -> QuerySet[Task]:
    tasks = Task.objects.filter(done_at=None).select_related("customer", "assignee", "made_by")
    return _ordered(tasks.filter(_mine(person)) if whose == MINE else tasks)


def _mine(person: Person) -> Q:
    """Given to this person, or to nobody: then it is everybody's."""
    return Q(assignee=person) | Q(assignee=None)


def _ordered(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.order_by(F("due_at").asc(nulls_last=True), "id")


def _section(task: Task, at: datetime, timezone: str) -> str:
    if task.due_at is None:
        return "open"
    if task.due_at <= at:
        return "overdue"
    zone = ZoneInfo(timezone)
    return "today" if task.due_at.astimezone(zone).date() == at.astimezone(zone).date() else "later"


def line_of(task: Task, person: Person, at: datetime, timezone: str) -> Line:
    is_late = task.due_at is not None and task.due_at <= at
    due = say_moment(task.due_at, at, timezone, language_now()) if task.due_at and not is_late else ""
    who = "You" if task.assignee_id == person.pk else str(task.assignee or "")
    # Seconds are nobody's business: what fell due within the last minute is due now.
    is_now = is_late and task.due_at is not None and task.due_at > at - timedelta(minutes=1)
    return Line(task, due, is_late, _path(task), who, is_now)


def _path(task: Task) -> str:
    """'conversation:<id>' and 'conversation:<id>:<episode>' lead to the conversation."""
    if task.conversation_id:
        return f"/desk/conversations/{task.conversation_id}/"
    kind, _, rest = task.about.partition(":")
    return f"/desk/conversations/{rest.partition(':')[0]}/" if kind == "conversation" and rest else ""


def done_tasks(person: Person, whose: str) -> Sequence[Task]:
    """What was finished last, with who did it."""
    done = Task.objects.filter(done_at__isnull=False).select_related("done_by", "customer")
    done = done.filter(done_by=person) if whose == MINE else done
    return list(done.order_by("-done_at", "-pk")[:DONE_SHOWN])


def tasks_beside(customer: Customer, person: Person, at: datetime, timezone: str) -> list[Line]:
    """What people wrote down to do for a customer, the most pressing first."""
    tasks = Task.objects.filter(customer=customer, kind=Task.Kind.WRITTEN, done_at=None)
    shown = _ordered(tasks.select_related("assignee"))[:BESIDE_SHOWN]
    return [line_of(task, person, at, timezone) for task in shown]


def find_conversation(customer: Customer, pk: str) -> UUID | None:
    """The conversation of this id, if it is one of the customer's."""
    try:
        wanted = UUID(pk)
    except ValueError:
        return None
    return wanted if customer.conversations.filter(pk=wanted).exists() else None


@dataclass(frozen=True)
class Change:
    row: TaskChange
    words: str


def history_of(task: Task, write: Any) -> list[Change]:
    """The latest first. write: an instant in words."""
    return [Change(row, _change(row, write)) for row in task.changes.select_related("person")[:DONE_SHOWN]]


def _change(row: TaskChange, write: Any) -> str:
    old, new = row.old, row.new
    if row.act == TaskChange.Act.MOVED:
        old, new = (write(datetime.fromisoformat(each)) if each else _("no deadline") for each in (old, new))
    elif row.act == TaskChange.Act.HANDED:
        old, new = (each or _("anybody") for each in (old, new))
    elif row.act == TaskChange.Act.MADE:
        return f"for {new}" if new else ""
    return f"“{old}” → “{new}”" if old or new else ""
