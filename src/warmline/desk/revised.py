"""Which messages were changed or deleted, what did they say before, and which may I still change?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from warmline.conversations.models import Conversation, Message, Revision
from warmline.conversations.revising import REVISED_FOR, may_revise
from warmline.staff.models import Person


@dataclass(frozen=True)
class Before:
    """What a message said until `clock`."""

    text: str
    clock: str


@dataclass(frozen=True)
class Revised:
    """mark: "", "edited" or "deleted". left_ms: how long this person may still change it; 0 when not."""

    mark: str = ""
    before: tuple[Before, ...] = ()
    left_ms: int = 0


def look_at_revised(
    conversation: Conversation, messages: Iterable[Message], person: Person, at: datetime, zone: ZoneInfo
) -> dict[int, Revised]:
    """By the message's number; those with nothing to say are left out."""
    before = _before(conversation, zone) if conversation.revisions else {}
    found = {}
    for message in messages:
        left_ms = 0
        if may_revise(conversation, message, person, at):
            left_ms = (message.at + REVISED_FOR - at) // timedelta(milliseconds=1)
        if message.revised_at or left_ms:
            mark = ("edited" if message.text else "deleted") if message.revised_at else ""
            found[message.number] = Revised(mark, tuple(before.get(message.pk, ())), left_ms)
    return found


def _before(conversation: Conversation, zone: ZoneInfo) -> dict[UUID, list[Before]]:
    found = defaultdict(list)
    for each in Revision.objects.filter(message__conversation=conversation):
        found[each.message_id].append(Before(each.text, f"{each.at.astimezone(zone):%H:%M}"))
    return found
