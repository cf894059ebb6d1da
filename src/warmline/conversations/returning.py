"""Where does a conversation go that was resting? To the same person if here, else to the queue, and it is said."""

from uuid import UUID

from warmline.conversations.appending import Words, append
from warmline.conversations.errors import ConversationError
from warmline.conversations.handover import open_next_episode, tell_queued
from warmline.conversations.holding import SYSTEM, Actor, Change, change_holder, current_episode, hold
from warmline.conversations.models import Conversation, Episode, Holder, Kind, Reason
from warmline.lib.time import now
from warmline.staff.presence import people_here
from warmline.web.voice import say

#: A matter that a person closed goes back to people within this time, not to the bot (chosen by us).
SAME_PERSON_DAYS = 14


def episode_for_message(conversation: Conversation) -> Episode:
    """The episode that a customer's next message belongs to; what is closed is reopened.

    The holder is not yet changed when people must get it: `bring_to_people` does it, after the message.
    """
    if conversation.holder != Holder.CLOSED:
        return current_episode(conversation)
    stays_with_people = was_with_a_person(conversation)
    episode = open_next_episode(conversation)
    if not stays_with_people:
        by = Actor(Kind.CUSTOMER, conversation.customer.name)
        change_holder(conversation, episode, Change(Holder.BOT, by, "The customer came back.", priority=0))
    return episode


def was_with_a_person(conversation: Conversation) -> bool:
    last = current_episode(conversation)
    if conversation.person_id is None or last.closed_at is None:
        return False
    return (now() - last.closed_at).days < SAME_PERSON_DAYS


def bring_to_people(conversation: Conversation, episode: Episode, because: str) -> None:
    """From snoozed or closed back to people: the last one if here, else the queue, with a word to the customer."""
    last = conversation.person
    at = now()
    conversation.waiting_since = at
    conversation.snoozed_until = None
    conversation.save(update_fields=["waiting_since", "snoozed_until"])
    reason = Reason.RELATIONSHIP
    if last is not None and last in people_here(at):
        change_holder(
            conversation, episode, Change(Holder.PERSON, SYSTEM, because, person=last, reason=reason)
        )
        text = say(conversation.language, "{name}, who knows your case, has your message.", name=last.name)
        append(conversation, episode, SYSTEM, Words(text))
        return
    change_holder(conversation, episode, Change(Holder.QUEUE, SYSTEM, because, reason=reason))
    sentence = say(conversation.language, "Thank you, a person will go on with this.")
    tell_queued(conversation, episode, SYSTEM, sentence, at)


def leave_to_colleagues(conversation: Conversation, because: str) -> None:
    """From a person who is not there (any more) to the queue, and the customer is told."""
    episode = current_episode(conversation)
    sentence = _say_absent(conversation)
    conversation.waiting_since = conversation.waiting_since or now()
    conversation.snoozed_until = None
    conversation.save(update_fields=["waiting_since", "snoozed_until"])
    change_holder(conversation, episode, Change(Holder.QUEUE, SYSTEM, because, reason=Reason.RELATIONSHIP))
    tell_queued(conversation, episode, SYSTEM, sentence, now())


def _say_absent(conversation: Conversation) -> str:
    language = conversation.language
    if conversation.person is None:
        return say(language, "Your contact is not here just now, so a colleague will go on.")
    name = conversation.person.first_name
    return say(language, "{name} is not here just now, so a colleague will go on.", name=name)


def wake(conversation_id: UUID, version: int) -> None:
    """The snooze is over; nothing happens if anybody acted meanwhile."""
    try:
        with hold(conversation_id, version=version) as conversation:
            if conversation.holder == Holder.SNOOZED:
                _wake_held(conversation)
    except ConversationError:
        return


def _wake_held(conversation: Conversation) -> None:
    """Quietly to a person who is here; the customer is told only when it goes to the queue."""
    episode = current_episode(conversation)
    last = conversation.person
    because = "The snooze is over."
    conversation.snoozed_until = None
    conversation.save(update_fields=["snoozed_until"])
    if last is not None and last in people_here(now()):
        change_holder(conversation, episode, Change(Holder.PERSON, SYSTEM, because, person=last))
        return
    conversation.waiting_since = conversation.waiting_since or now()
    conversation.save(update_fields=["waiting_since"])
    change_holder(conversation, episode, Change(Holder.QUEUE, SYSTEM, because))
    tell_queued(
        conversation, episode, SYSTEM, say(conversation.language, "We have not forgotten you."), now()
    )
