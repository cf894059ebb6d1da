"""Who holds the conversation? The one place where a holder changes, and the lock under which all else is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from warmline.conversations.clocks import keep_clocks, owed_by
from warmline.conversations.errors import NotHolder, Overtaken, UnknownConversation
from warmline.conversations.models import Conversation, Episode, Holder, HolderChange, Kind
from warmline.jobs.announcing import announce
from warmline.lib import live
from warmline.lib.statements import Select
from warmline.lib.time import now
from warmline.staff.models import Person


@dataclass(frozen=True)
class Actor:
    """Who acts. kind is a value of models.Kind; person is set when kind is 'person'."""

    kind: str
    name: str = ""
    person: Person | None = None

    @classmethod
    def of(cls, person: Person) -> "Actor":
        return cls(Kind.PERSON, person.name, person)


SYSTEM = Actor(Kind.SYSTEM)


@dataclass(frozen=True)
class Change:
    """A change of holder: to whom, by whose act, and why."""

    holder: str
    by: Actor
    because: str
    person: Person | None = None
    reason: str = ""
    priority: int | None = None
    card: list[dict[str, Any]] = field(default_factory=list)


_lock = Select(lambda pk: Conversation.objects.select_for_update().filter(pk=pk))
_last_episode = Select(lambda pk: Episode.objects.filter(conversation_id=pk).order_by("-ordinal")[:1])


@contextmanager
def hold(conversation_id: UUID, *, version: int | None = None) -> Iterator[Conversation]:
    """The conversation, locked until the end of the transaction: nobody else changes it meanwhile.

    Raises UnknownConversation; Overtaken when `version` is given and is not the version now.
    """
    with transaction.atomic():
        # Customer and person are not joined: most who hold it need neither, and the join costs as much again.
        found = _lock(conversation_id)
        if not found:
            raise UnknownConversation
        conversation = found[0]
        if version is not None and conversation.version != version:
            raise Overtaken
        was = owed_by(conversation)
        yield conversation
        keep_clocks(conversation, was)
        transaction.on_commit(partial(announce_change, conversation.pk))


def announce_change(conversation_id: UUID) -> None:
    """Wakes everybody who looks at the conversation, and the inboxes."""
    live.publish(f"conversation:{conversation_id}")
    live.publish("desk", {"conversation": str(conversation_id)})


def current_episode(conversation: Conversation) -> Episode:
    """The open episode, or the last one when all are closed."""
    return _last_episode(conversation.pk)[0]


def require_holder(conversation: Conversation, person: Person) -> None:
    """Raises NotHolder unless this person holds it."""
    if conversation.holder != Holder.PERSON or conversation.person_id != person.pk:
        raise NotHolder


def change_holder(conversation: Conversation, episode: Episode, change: Change) -> HolderChange:
    """Writes the change of a locked conversation; the caller writes the notice in the same transaction."""
    is_same = (change.holder, change.person) == (conversation.holder, conversation.person)
    if conversation.holder == Holder.PERSON and not is_same:
        # Somebody has room again.
        announce("queue to route", lock="routing")
    conversation.holder = change.holder
    conversation.person = change.person
    conversation.version += 1
    conversation.reason = change.reason
    if change.priority is not None:
        conversation.priority = change.priority
    conversation.save(update_fields=["holder", "person", "version", "reason", "priority"])
    _tell_people(conversation, change)
    return HolderChange.objects.create(
        conversation=conversation,
        episode=episode,
        version=conversation.version,
        holder=change.holder,
        person=change.person,
        by_kind=change.by.kind,
        by_person=change.by.person,
        reason=change.reason,
        because=change.because[:500],
        card=change.card,
        after_number=conversation.last_number,
        at=now(),
    )


def _tell_people(conversation: Conversation, change: Change) -> None:
    """Whoever gets it without having taken it, or could take it, is to hear of it."""
    is_given = change.holder == Holder.PERSON and change.person != change.by.person
    if is_given or change.holder == Holder.QUEUE:
        announce("holder changed", conversation=str(conversation.pk), version=conversation.version)
