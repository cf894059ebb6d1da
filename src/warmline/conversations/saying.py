"""Who may speak now? The bot under the version it read, a person only as the holder."""

from dataclasses import dataclass
from uuid import UUID

from warmline.conversations.appending import Words, append, clean
from warmline.conversations.attaching import find_waiting
from warmline.conversations.errors import Overtaken
from warmline.conversations.holding import Actor, current_episode, hold, require_holder
from warmline.conversations.models import Conversation, DueReply, Episode, Holder, Kind, Message
from warmline.conversations.turn import Turn
from warmline.jobs.announcing import announce
from warmline.lib.statements import update
from warmline.staff.models import Person
from warmline.tasks.keeping import keep_promises


def settle(conversation: Conversation, turn: Turn) -> Episode:
    """Marks a turn of a locked conversation as dealt with. Raises Overtaken when it no longer is the bot's."""
    if conversation.holder != Holder.BOT or conversation.responded_through >= turn.number:
        raise Overtaken
    conversation.responded_through = turn.number
    update(conversation, "responded_through")
    return current_episode(conversation)


def count_failure(episode: Episode) -> None:
    episode.failures += 1
    episode.save(update_fields=["failures"])


def reply(
    conversation_id: UUID, person: Person, text: object, *, seen_number: int, client_id: str
) -> Message:
    """A person's word to the customer, at once.

    seen_number is the last message on the writer's screen: if the thread has moved on, nothing is stored and
    Overtaken is raised, so that the writer sees it first. The same client_id again returns the stored message.
    Raises NotHolder, BadText, UnknownConversation.
    """
    cleaned = clean(text)
    with hold(conversation_id) as conversation:
        return find_said(conversation, person, client_id) or say_as_person(
            conversation, person, Reply(cleaned, client_id, seen_number)
        )


@dataclass(frozen=True)
class Reply:
    """A person's cleaned words, their own id of it, the last message they had on screen, and the files they named.

    due: the row in which it waited, with its files.
    """

    text: str
    client_id: str
    seen_number: int
    attachments: tuple[object, ...] = ()
    due: DueReply | None = None


def find_said(conversation: Conversation, person: Person, client_id: str) -> Message | None:
    return Message.objects.filter(conversation=conversation, client_id=client_id, person=person).first()


def say_as_person(conversation: Conversation, person: Person, reply: Reply) -> Message:
    """Adds a reply to a locked conversation. Raises NotHolder; Overtaken when it is based on an older state."""
    require_holder(conversation, person)
    if has_news(conversation, person, reply.seen_number):
        raise Overtaken("Something new was said while you were writing. Please read it, then send again.")
    files = find_waiting(conversation, reply.attachments, person, reply.due)
    words = Words(reply.text, attachments=files)
    episode = current_episode(conversation)
    message = append(conversation, episode, Actor.of(person), words, reply.client_id)
    conversation.waiting_since = None
    conversation.responded_through = conversation.last_number
    conversation.save(update_fields=["waiting_since", "responded_through"])
    keep_promises(f"conversation:{conversation.pk}", person)
    announce("person replied", conversation=str(conversation.pk), number=message.number)
    return message


def has_news(conversation: Conversation, person: Person, seen_number: int) -> bool:
    """Was anything said after message `seen_number` that is not this person's own reply?"""
    if conversation.last_number == seen_number:
        return False
    later = conversation.messages.filter(number__gt=seen_number)
    return seen_number > conversation.last_number or later.exclude(kind=Kind.PERSON, person=person).exists()
