"""Who else has this conversation on screen, and who is writing?"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from warmline.conversations.mentioning import read_mentions
from warmline.conversations.models import Conversation, Holder
from warmline.desk.models import Viewing
from warmline.lib import live
from warmline.lib.time import now
from warmline.staff.models import Person

#: Field notes, collision: a heartbeat each 10 s (viewing.js), gone after 25 s.
GONE_AFTER: Final = timedelta(seconds=25)
#: While somebody writes, the sign is renewed every 3 s (viewing.js) and at each heartbeat.
WRITING_FOR: Final = timedelta(seconds=12)


@dataclass(frozen=True)
class Viewer:
    name: str
    is_writing: bool


def note_viewing(person: Person, conversation: Conversation, writing: str) -> None:
    """A sign of life of the person's page. writing: "reply", "note" or "".

    Colleagues are woken when something changed; the customer sees who is typing a reply, never a note.
    """
    at = now()
    before = Viewing.objects.filter(person=person, conversation=conversation).first()
    is_new = before is None or before.seen_at < at - GONE_AFTER
    was_writing = before is not None and before.wrote_at is not None and before.wrote_at > at - WRITING_FOR
    values = {"seen_at": at, "wrote_at": at if writing else None}
    Viewing.objects.update_or_create(person=person, conversation=conversation, defaults=values)
    read_mentions(conversation.pk, person)
    if is_new or bool(writing) != was_writing:
        _wake(conversation)
    if writing == "reply" or (was_writing and not writing):
        tell_typing(person, conversation, is_on=bool(writing))


def stop_viewing(person: Person, conversation: Conversation) -> None:
    here = Viewing.objects.filter(person=person, conversation=conversation)
    was_writing = here.filter(wrote_at__isnull=False).exists()
    left, _ = here.delete()
    if left:
        _wake(conversation)
    if was_writing:
        tell_typing(person, conversation, is_on=False)


def tell_typing(person: Person, conversation: Conversation, *, is_on: bool) -> None:
    """Only from whoever may write to the customer."""
    if conversation.holder == Holder.PERSON and conversation.person_id == person.pk:
        sign = {"kind": "person", "name": person.name, "on": is_on, "person": person.pk}
        live.publish(f"conversation:{conversation.pk}", {"typing": sign})


def _wake(conversation: Conversation) -> None:
    live.publish(f"viewing:{conversation.pk}")


def others_looking(person: Person, conversation: Conversation) -> list[Viewer]:
    at = now()
    # A clock set back would otherwise keep somebody here for hours.
    seen = Viewing.objects.filter(seen_at__gt=at - GONE_AFTER, seen_at__lt=at + GONE_AFTER)
    here = seen.filter(conversation=conversation).exclude(person=person)
    return [
        Viewer(viewing.person.name, viewing.wrote_at is not None and viewing.wrote_at > at - WRITING_FOR)
        for viewing in here.select_related("person").order_by("person__name")
    ]
