"""What happens to a message that is not the bot's to answer, or that the line could not answer?"""

from uuid import UUID

from warmline.conversations.errors import UnknownConversation
from warmline.conversations.holding import SYSTEM, current_episode, hold
from warmline.conversations.models import Conversation, Holder, Kind, Message, Priority, Reason
from warmline.conversations.reading import lines_before
from warmline.decisions.case import HAND_OVER, Case, Decision
from warmline.decisions.deciding import decide
from warmline.decisions.protocol import current_protocol
from warmline.knowledge.index import current_search
from warmline.line.carrying_out import bot_actor, give_to_person
from warmline.understanding.reading import Reading
from warmline.understanding.reading_messages import read
from warmline.understanding.storing import store as store_reading


def read_for_staff(conversation_id: UUID, number: int) -> None:
    """Reads a message that waits for a person; if it needs one sooner than thought, it moves up the queue."""
    unread = Message.objects.filter(reading=None, kind=Kind.CUSTOMER).select_related("conversation")
    message = unread.filter(conversation_id=conversation_id, number=number).first()
    if message is None:
        return
    reading = read(message.text, lines_before(message.episode_id, number), current_search())
    if message.conversation.holder != Holder.QUEUE:
        store_reading(message, reading)
        return
    try:
        with hold(conversation_id) as conversation:
            store_reading(message, reading)
            _move_up(conversation, message, reading)
    except UnknownConversation:
        return


def _move_up(conversation: Conversation, message: Message, reading: Reading) -> None:
    priority = decide(Case(message.text, reading), current_protocol()).priority
    if priority > conversation.priority:
        conversation.priority = priority
        conversation.save(update_fields=["priority"])


def rescue(conversation: str, number: int) -> None:
    """Answering failed each time: a person gets the conversation, and the customer is told."""
    decision = Decision(
        action=HAND_OVER,
        because="Answering failed several times; see the log of the server.",
        to_customer="Something went wrong on my side, so I am passing you to a person.",
        reason=Reason.ERROR,
        priority=Priority.HIGH,
    )
    try:
        with hold(UUID(conversation)) as held:
            if held.holder == Holder.BOT and held.responded_through < number:
                give_to_person(held, current_episode(held), SYSTEM, bot_actor(), decision)
    except UnknownConversation:
        return
