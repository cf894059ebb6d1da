"""When does a reply leave? After the time in which its writer may take it back; exactly once, or it stops and says why.

All of it happens under the conversation's lock: taking back and leaving cannot both succeed. The row and the job that
lets it leave are written together, and the row goes in the transaction that stores the message.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from warmline.conversations.appending import clean
from warmline.conversations.attaching import find_waiting, ids_of, take_along
from warmline.conversations.errors import BadAttachment, ConversationError, Overtaken, UnknownConversation
from warmline.conversations.holding import hold, require_holder
from warmline.conversations.models import Conversation, DueReply, Message
from warmline.conversations.saying import Reply, find_said, has_news, say_as_person
from warmline.jobs.announcing import announce
from warmline.lib.time import now
from warmline.staff.models import Person

#: The longest time in which a reply may be taken back: nobody waits longer for a word that is written.
LONGEST_SECONDS = 30

OVERTAKEN = "Something new was said in the meantime. Your reply waits here."
NOT_YOURS = "Somebody else is looking after this conversation now. Your reply was not sent."
IN_ORDER = "It waits for the reply above it."
UNSENT = "A reply of yours has not been sent. Please look at it first."
TROUBLE = "Something went wrong on our side. Your reply was not sent."
TOO_LATE = "It has left already. You can still change or delete it for a minute."


@dataclass(frozen=True)
class Written:
    """What a person wrote: text as it came, their own id of it, the last message they had on screen, ids of files."""

    text: object
    client_id: str
    seen_number: int
    attachments: tuple[object, ...] = ()


def send_soon(conversation_id: UUID, person: Person, written: Written, *, seconds: int) -> Message | DueReply:
    """The reply leaves after `seconds`, 0 to LONGEST_SECONDS; the same client_id again changes nothing.

    Gives the message when it left at once or before.
    Raises NotHolder, Overtaken, BadText, BadAttachment, UnknownConversation.
    """
    text = clean(written.text, may_be_empty=bool(written.attachments))
    reply = Reply(text, written.client_id, written.seen_number, written.attachments)
    with hold(conversation_id) as conversation:
        if seconds <= 0:
            let_leave(conversation, person)
        said = find_said(conversation, person, reply.client_id)
        if said or seconds <= 0:
            return said or say_as_person(conversation, person, reply)
        return _put_off(conversation, person, reply, seconds)


def _put_off(conversation: Conversation, person: Person, reply: Reply, seconds: int) -> DueReply:
    known = conversation.due_replies.filter(person=person, client_id=reply.client_id).first()
    if known is not None:
        return known
    require_holder(conversation, person)
    if has_news(conversation, person, reply.seen_number):
        raise Overtaken("Something new was said while you were writing. Please read it, then send again.")
    files = find_waiting(conversation, reply.attachments, person)
    due_at = now() + timedelta(seconds=min(seconds, LONGEST_SECONDS))
    due = DueReply.objects.create(
        conversation=conversation,
        person=person,
        client_id=reply.client_id,
        text=reply.text,
        seen_number=reply.seen_number,
        due_at=due_at,
    )
    take_along(files, due_reply=due)
    pk = str(conversation.pk)
    announce("reply to leave", lock=f"replies:{pk}", due_at=due_at, conversation=pk, reply=due.pk)
    return due


def leave(conversation: str, reply: int) -> None:
    """The time is over: this reply and its writer's earlier ones leave, or stop with the reason.

    Nothing happens when it has left, was taken back, or was erased with its conversation.
    """
    with suppress(UnknownConversation), hold(UUID(conversation)) as held:
        due = held.due_replies.filter(pk=reply).select_related("person").first()
        if due is not None:
            let_leave(held, due.person, through=due.pk)


def let_leave(conversation: Conversation, person: Person, *, through: int | None = None) -> None:
    """What waits of this person in a locked conversation leaves now, in order; if one stops, so do those after it."""
    waiting = list(conversation.due_replies.filter(person=person, stopped_because=""))
    for place, due in enumerate(waiting):
        if through is not None and due.pk > through:
            return
        stopped = _try(conversation, person, due)
        if stopped:
            _stop(due, stopped)
            for later in waiting[place + 1 :]:
                _stop(later, IN_ORDER)
            return


def let_all_leave(conversation: Conversation, person: Person) -> None:
    """Before its writer passes a locked conversation on. Raises Overtaken when a reply of theirs would stay."""
    let_leave(conversation, person)
    if conversation.due_replies.filter(person=person).exists():
        raise Overtaken(UNSENT)


def _try(conversation: Conversation, person: Person, due: DueReply) -> str:
    """Lets it leave; why not, in words, when it may not."""
    try:
        if not find_said(conversation, person, due.client_id):
            say_as_person(conversation, person, _reply_of(due, due.seen_number))
    except Overtaken:
        return OVERTAKEN
    except BadAttachment as error:
        return error.text
    except ConversationError:
        return NOT_YOURS
    due.delete()
    return ""


def _reply_of(due: DueReply, seen_number: int) -> Reply:
    return Reply(due.text, due.client_id, seen_number, ids_of(due), due)


def _stop(due: DueReply, because: str) -> None:
    due.stopped_because = because
    due.save(update_fields=["stopped_because"])


def stop_after_trouble(conversation: str, reply: int) -> None:
    """It could not leave however often it was tried: its writer is told."""
    with suppress(UnknownConversation), hold(UUID(conversation)) as held:
        for due in held.due_replies.filter(pk=reply, stopped_because=""):
            _stop(due, TROUBLE)


def take_back(conversation_id: UUID, person: Person, reply_id: int) -> str:
    """The text of a reply that has not left; it never will. Raises Overtaken when it has, UnknownConversation."""
    with hold(conversation_id) as conversation:
        due = _get_due(conversation, person, reply_id)
        due.delete()
        return due.text


def send_now(conversation_id: UUID, person: Person, reply_id: int, *, seen_number: int) -> Message:
    """Its writer has seen what is new and sends it all the same, or does not want to wait.

    Raises NotHolder; Overtaken when it has left, or when even more was said than the writer has seen.
    """
    with hold(conversation_id) as conversation:
        due = _get_due(conversation, person, reply_id)
        let_leave(conversation, person, through=due.pk - 1)
        message = say_as_person(conversation, person, _reply_of(due, seen_number))
        due.delete()
        return message


def _get_due(conversation: Conversation, person: Person, reply_id: int) -> DueReply:
    due = conversation.due_replies.filter(pk=reply_id, person=person).first()
    if due is None:
        raise Overtaken(TOO_LATE)
    return due


def due_replies_of(conversation: Conversation, person: Person) -> list[DueReply]:
    """What this person wrote here that has not left, in order."""
    return list(conversation.due_replies.filter(person=person))
