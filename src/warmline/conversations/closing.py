"""How does an episode end? By a yes, by its person, by silence, or because the customer withdrew."""

from uuid import UUID

from warmline.conversations.appending import Words, append
from warmline.conversations.errors import Overtaken
from warmline.conversations.handover import last_unanswered
from warmline.conversations.holding import (
    SYSTEM,
    Actor,
    Change,
    change_holder,
    current_episode,
    hold,
    require_holder,
)
from warmline.conversations.models import Conversation, Episode, Holder, Kind
from warmline.conversations.saying import has_news
from warmline.conversations.sending import let_all_leave
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.tasks.keeping import keep_promises
from warmline.web.voice import say

ASK_CSAT = "This conversation is closed. How was it for you? If anything is left, just write here and it opens again."


def close_as_person(conversation_id: UUID, person: Person, *, seen_number: int) -> Conversation:
    """The holder closes it, and the customer is asked how it was.

    Raises NotHolder; Overtaken when something was said that the person has not seen.
    """
    with hold(conversation_id) as conversation:
        if conversation.holder == Holder.CLOSED:
            return conversation
        require_holder(conversation, person)
        if has_news(conversation, person, seen_number):
            raise Overtaken("Something new was said just now. Please read it before you close.")
        let_all_leave(conversation, person)
        close(conversation, Actor.of(person), "by_person", f"{person.name} closed it.", asks_csat=True)
        keep_promises(f"conversation:{conversation.pk}", person)
    return conversation


def close(
    conversation: Conversation, by: Actor, because_code: str, because: str, *, asks_csat: bool
) -> Episode:
    """Closes the open episode of a locked conversation; asks for CSAT once, and only if somebody served it."""
    episode = current_episode(conversation)
    if asks_csat and _was_served(episode):
        append(conversation, episode, SYSTEM, Words(say(conversation.language, ASK_CSAT), asks="csat"))
    episode.closed_at = now()
    episode.closed_because = because_code
    episode.save(update_fields=["closed_at", "closed_because"])
    conversation.waiting_since = None
    conversation.snoozed_until = None
    conversation.responded_through = conversation.last_number
    conversation.save(update_fields=["waiting_since", "snoozed_until", "responded_through"])
    change = Change(Holder.CLOSED, by, because, person=_last_person(conversation, episode), priority=0)
    change_holder(conversation, episode, change)
    return episode


def _was_served(episode: Episode) -> bool:
    asked_before = episode.messages.filter(asks="csat").exists()
    answered = episode.messages.filter(
        kind__in=[Kind.BOT, Kind.PERSON], number__gt=episode.first_number
    ).exists()
    return answered and not asked_before


def _last_person(conversation: Conversation, episode: Episode) -> Person | None:
    """Whoever spoke as a person in this episode: a customer who comes back meets the same one."""
    if conversation.person is not None:
        return conversation.person
    spoken = episode.messages.filter(kind=Kind.PERSON).select_related("person").order_by("-number").first()
    return spoken.person if spoken else None


def close_after_silence(conversation_id: UUID, last_number: int) -> bool:
    """The bot's check-in stayed without an answer; closed without a survey. False when anything happened since."""
    with hold(conversation_id) as conversation:
        if conversation.holder != Holder.BOT or conversation.last_number != last_number:
            return False
        if last_unanswered(conversation):
            return False
        close(conversation, SYSTEM, "silence", "The customer did not come back.", asks_csat=False)
        return True
