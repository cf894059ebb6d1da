"""How is a customer's message kept? Once, numbered, together with the obligation to respond."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from warmline.conversations.appending import Words, append, clean
from warmline.conversations.attaching import find_waiting
from warmline.conversations.errors import BadAttachment, BadText
from warmline.conversations.handover import announce_turn
from warmline.conversations.holding import Actor, hold
from warmline.conversations.models import Conversation, Holder, Kind, Message
from warmline.conversations.returning import bring_to_people, episode_for_message
from warmline.jobs.announcing import announce
from warmline.lib.statements import Select
from warmline.lib.time import now

#: After this long without an answer of the person who holds it, it is looked at (chosen by us).
REPLY_MINUTES = 10

_find_known = Select(lambda client_id, pk: Message.objects.filter(client_id=client_id, conversation_id=pk))


@dataclass(frozen=True)
class Recorded:
    """is_new is False when the client's id had been stored before: nothing was written."""

    message: Message
    is_new: bool


def record(conversation_id: UUID, client_id: object, text: object, attachments: object = None) -> Recorded:
    """Stores a customer's message exactly once, with its files and the job to respond, in one transaction.

    attachments: a list of ids of what was uploaded, or None. Raises BadText, BadAttachment, UnknownConversation.
    """
    client_id = _check_client_id(client_id)
    named = _check_list(attachments)
    cleaned = clean(text, may_be_empty=bool(named))
    with hold(conversation_id) as conversation:
        for known in _find_known(client_id, conversation.pk):
            return Recorded(known, is_new=False)
        was = conversation.holder
        files = find_waiting(conversation, named, None)
        episode = episode_for_message(conversation)
        # Without a name: the profile may belong to somebody whose address the visitor only claims.
        message = append(
            conversation, episode, Actor(Kind.CUSTOMER), Words(cleaned, attachments=files), client_id
        )
        if conversation.holder in (Holder.SNOOZED, Holder.CLOSED):
            bring_to_people(
                conversation, episode, f"The customer wrote again ({Holder(was).label.lower()} before)."
            )
        _note_waiting(conversation)
        announce_turn(conversation, message.number)
    return Recorded(message, is_new=True)


def _check_client_id(client_id: object) -> str:
    if not isinstance(client_id, str) or not 1 <= len(client_id) <= 80 or not client_id.isprintable():
        # Neither NUL nor half a surrogate pair can be stored, and neither is printable.
        raise BadText("The message needs a client_id of 1 to 80 characters.")
    return client_id


def _check_list(attachments: object) -> list[object]:
    if attachments is None:
        return []
    if not isinstance(attachments, list) or not all(isinstance(each, str) for each in attachments):
        raise BadAttachment("attachments must be a list of the ids of uploaded files.")
    return attachments


def _note_waiting(conversation: Conversation) -> None:
    """The customer waits for a person from now on; somebody who does not answer is not left to be forgotten."""
    if conversation.holder not in (Holder.PERSON, Holder.QUEUE) or conversation.waiting_since is not None:
        return
    conversation.waiting_since = now()
    conversation.save(update_fields=["waiting_since"])
    if conversation.holder == Holder.PERSON:
        announce_reply_due(conversation, conversation.last_number)


def announce_reply_due(conversation: Conversation, number: int) -> None:
    """The customer waits for the answer of a person since message `number`."""
    announce(
        "reply due",
        due_at=now() + timedelta(minutes=REPLY_MINUTES),
        conversation=str(conversation.pk),
        number=number,
    )
