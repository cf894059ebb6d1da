"""How does a task look in the list?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from warmline.calendar.wording import say_moment
from warmline.tasks.keeping import open_tasks
from warmline.tasks.models import Task

SHOWN: Final = 200
DONE_SHOWN: Final = 20


@dataclass(frozen=True)
class Line:
    """`due`: to come or just come, in words; empty when past or without a time.

    `path`: where its matter is dealt with.
    """

    task: Task
    due: str
    is_late: bool
    path: str


def open_lines(now: datetime, timezone: str) -> Sequence[Line]:
    """What is left to do, the most pressing first; tasks without a time come last."""
    tasks = sorted(open_tasks()[:SHOWN], key=lambda task: (task.due_at is None, task.due_at or now, task.pk))
    return [_line(task, now, timezone) for task in tasks]


def done_tasks() -> Sequence[Task]:
    """What was finished last, with who did it."""
    done = Task.objects.filter(done_at__isnull=False).select_related("done_by", "customer")
    return list(done.order_by("-done_at", "-pk")[:DONE_SHOWN])


def _line(task: Task, now: datetime, timezone: str) -> Line:
    is_late = task.due_at is not None and task.due_at <= now
    return Line(task, _due(task.due_at, now, timezone), is_late, _path(task.about))


def _due(due_at: datetime | None, now: datetime, timezone: str) -> str:
    """Seconds are nobody's business: what fell due within the last minute is due now."""
    if due_at is None or due_at <= now - timedelta(minutes=1):
        return ""
    return "due now" if due_at <= now else say_moment(due_at, now, timezone)


def _path(about: str) -> str:
    """'conversation:<id>' and 'conversation:<id>:<episode>' lead to the conversation."""
    kind, _, rest = about.partition(":")
    return f"/desk/conversations/{rest.partition(':')[0]}/" if kind == "conversation" and rest else ""
