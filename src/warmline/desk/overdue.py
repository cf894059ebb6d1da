"""In which conversations is a task of the team overdue? They stand before those in which nobody waits for anything."""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from warmline.tasks.models import Task


def task_due(at: datetime) -> Subquery:
    """Of a query over conversations: the deadline that passed first, None without one."""
    late: Any = Task.objects.filter(
        conversation_id=OuterRef("pk"), kind=Task.Kind.WRITTEN, done_at=None, due_at__lte=at
    )
    return Subquery(late.order_by("due_at").values("due_at")[:1])
