"""With which other conversations was this one merged, and may that still be taken back?"""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from uuid import UUID

from warmline.conversations.merging import may_undo
from warmline.conversations.models import Conversation, Merge
from warmline.lib.moments import say_day


@dataclass(frozen=True)
class Joined:
    """other: the conversation at the other end. is_into: this one goes on there. undo: the merge's id, or 0."""

    other: UUID
    is_into: bool
    opened: str
    by: str
    undo: int


def joined_with(conversation: Conversation, at: datetime, zone: tzinfo) -> list[Joined]:
    rows = Merge.objects.filter(undone_at=None).select_related("conversation", "into", "person")
    into = rows.filter(conversation=conversation).order_by("-id")[:1]
    from_ = rows.filter(into=conversation)
    found = [_joined(row, row.into, at, zone, is_into=True) for row in into]
    return found + [_joined(row, row.conversation, at, zone, is_into=False) for row in from_]


def _joined(row: Merge, other: Conversation, at: datetime, zone: tzinfo, *, is_into: bool) -> Joined:
    undo = row.pk if is_into and may_undo(row, row.conversation, at) else 0
    return Joined(other.pk, is_into, say_day(other.opened_at, zone), row.person.name, undo)
