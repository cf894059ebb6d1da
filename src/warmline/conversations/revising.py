"""What may a person still put right? Their own message in a chat, for a minute; both sides see that it was changed.

The number stays, so nothing has a gap; what it said before is kept for staff.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q

from warmline.conversations.appending import clean
from warmline.conversations.attaching import forget, names_of
from warmline.conversations.errors import NotHolder, Overtaken
from warmline.conversations.handover import last_unanswered
from warmline.conversations.holding import hold
from warmline.conversations.models import Attachment, Conversation, Holder, Kind, Message, Revision
from warmline.conversations.recording import announce_reply_due
from warmline.lib.time import now
from warmline.staff.models import Person

#: After it the customer has most likely read it and acted on it (chosen by us).
REVISED_FOR: Final = timedelta(seconds=60)
#: Only where the customer sees the change: what left by mail stays as it is.
CHANNELS: Final = ("web",)

NOT_OWN = "Only who wrote it can change it."
GONE = "It has been deleted."
TOO_LATE = "It could be changed for one minute, and that is over. Please write another to put it right."


def change(conversation_id: UUID, person: Person, number: int, text: object) -> Message:
    """The message says something else. Raises BadText, NotHolder, Overtaken when the minute is over."""
    cleaned = clean(text)
    with hold(conversation_id) as conversation:
        message = _get_own(conversation, person, number)
        if message.text != cleaned:
            _revise(conversation, message, cleaned)
    return message


def delete(conversation_id: UUID, person: Person, number: int) -> Message:
    """The message says nothing any more; if the customer is without an answer now, they wait again.

    Raises NotHolder, Overtaken when the minute is over.
    """
    with hold(conversation_id) as conversation:
        message = _get_own(conversation, person, number)
        _revise(conversation, message, "")
        _wait_again(conversation)
    return message


def may_revise(conversation: Conversation, message: Message, person: Person, at: datetime) -> bool:
    return (
        conversation.channel in CHANNELS
        and message.kind == Kind.PERSON
        and message.person_id == person.pk
        and not message.is_deleted
        # A clock set back would otherwise leave it open for hours.
        and message.at - REVISED_FOR <= at < message.at + REVISED_FOR
    )


def _get_own(conversation: Conversation, person: Person, number: int) -> Message:
    message = conversation.messages.filter(number=number).first()
    if message is None or message.person_id != person.pk:
        raise NotHolder(NOT_OWN)
    if message.is_deleted:
        raise Overtaken(GONE)
    if not may_revise(conversation, message, person, now()):
        raise Overtaken(TOO_LATE)
    return message


def _revise(conversation: Conversation, message: Message, text: str) -> None:
    at = now()
    conversation.revisions += 1
    conversation.save(update_fields=["revisions"])
    was = message.text if text else _with_names(message)
    Revision.objects.create(message=message, ordinal=conversation.revisions, text=was, at=at)
    message.text, message.revised_at = text, at
    if not text:
        forget(message.attachments.all())
        message.attached = None
    message.save(update_fields=["text", "revised_at", "attached"])


def _with_names(message: Message) -> str:
    """What was deleted, with the names of its files: those themselves are gone for everybody."""
    names = names_of(message) if message.attached else []
    return "\n".join([message.text, *(f"[{name}]" for name in names)]).strip()


def _wait_again(conversation: Conversation) -> None:
    number = last_unanswered(conversation)
    if not number or conversation.holder != Holder.PERSON or conversation.waiting_since is not None:
        return
    conversation.waiting_since = conversation.messages.get(number=number).at
    conversation.save(update_fields=["waiting_since"])
    announce_reply_due(conversation, number)


def revised_after(conversation_id: UUID, ordinal: int) -> list[Message]:
    """The messages that were changed after the revision `ordinal`, or whose files were, as they are now, each once."""
    since = Revision.objects.filter(message__conversation=conversation_id, ordinal__gt=ordinal)
    files = Attachment.objects.filter(conversation=conversation_id, revision__gt=ordinal)
    changed = Q(pk__in=since.values("message")) | Q(pk__in=files.values("message"))
    return list(Message.objects.filter(changed, conversation=conversation_id).order_by("number"))
