"""Who may speak now? The bot under the version it read, a person only as the holder."""

from uuid import UUID

from warmline.conversations.appending import Words, append, clean
from warmline.conversations.errors import Overtaken
from warmline.conversations.holding import Actor, current_episode, hold, require_holder
from warmline.conversations.models import Conversation, Episode, Holder, Message
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
    """A person's word to the customer.

    seen_number is the last message on the writer's screen: if the thread has moved on, nothing is stored and
    Overtaken is raised, so that the writer sees it first. The same client_id again returns the stored message.
    Raises NotHolder, BadText, UnknownConversation.
    """
    cleaned = clean(text)
    with hold(conversation_id) as conversation:
        known = Message.objects.filter(conversation=conversation, client_id=client_id, person=person).first()
        if known is not None:
            return known
        require_holder(conversation, person)
        if conversation.last_number != seen_number:
            raise Overtaken("Something new was said while you were writing. Please read it, then send again.")
        message = append(
            conversation, current_episode(conversation), Actor.of(person), Words(cleaned), client_id
        )
        conversation.waiting_since = None
        conversation.responded_through = conversation.last_number
        conversation.save(update_fields=["waiting_since", "responded_through"])
        keep_promises(f"conversation:{conversation.pk}", person)
        announce("person replied", conversation=str(conversation.pk), number=message.number)
    return message
