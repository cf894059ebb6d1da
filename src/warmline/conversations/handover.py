"""How does a conversation pass from one holder to the next? Each time with its reason, and never in silence."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from warmline.calendar.opening import say_clock
from warmline.conversations.appending import Words, append
from warmline.conversations.errors import NotHolder
from warmline.conversations.holding import (
    SYSTEM,
    Actor,
    Change,
    change_holder,
    current_episode,
    hold,
    require_holder,
)
from warmline.conversations.models import Conversation, Episode, Holder, Kind, Message
from warmline.conversations.sending import let_all_leave
from warmline.conversations.waiting import outlook, tell_next
from warmline.jobs.announcing import announce
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.tasks.keeping import promise
from warmline.web.voice import say

#: After this long in the queue staff are alarmed and the customer is told (chosen by us).
QUEUE_LIMIT_MINUTES = 10


@dataclass(frozen=True)
class Handover:
    """Why a person gets the conversation. to_customer: one kind sentence; what happens next is added to it."""

    reason: str
    because: str
    to_customer: str
    priority: int = 0
    card: list[dict[str, Any]] = field(default_factory=list)


def hand_over(
    conversation: Conversation, episode: Episode, by: Actor, bot: Actor, handover: Handover
) -> Message:
    """Puts a locked conversation into the queue: holder, reason, card and the customer's notice together.

    Returns the notice. A promise to answer is kept visible to staff when nobody is here.
    """
    at = now()
    conversation.waiting_since = conversation.waiting_since or at
    conversation.responded_through = conversation.last_number
    conversation.instruction = ""
    conversation.save(update_fields=["waiting_since", "responded_through", "instruction"])
    change = Change(
        Holder.QUEUE,
        by,
        handover.because,
        reason=handover.reason,
        priority=max(handover.priority, conversation.priority),
        card=handover.card,
    )
    change_holder(conversation, episode, change)
    sentence = say(conversation.language, handover.to_customer)
    return tell_queued(conversation, episode, bot, sentence, at)


def tell_queued(
    conversation: Conversation, episode: Episode, speaker: Actor, sentence: str, at: datetime
) -> Message:
    """The notice to a customer who was just put into the queue, with its promise and its alarm.

    sentence: how it begins, in the customer's language.
    """
    what = outlook(at, conversation)
    has_email = bool(conversation.customer.email)
    text = f"{sentence} {tell_next(what, has_email=has_email)}".strip()
    asks = "email" if not has_email and not what.here else ""
    notice = append(
        conversation, episode, speaker, Words(text, asks=asks, answers_number=conversation.last_number)
    )
    if not what.here:
        promise(
            f"Answer {conversation.customer}: {conversation.get_reason_display() or 'waits for a person'}",
            about=f"conversation:{conversation.pk}",
            customer=conversation.customer,
            due_at=what.opens_at or at + timedelta(minutes=QUEUE_LIMIT_MINUTES),
        )
    announce("queue to route", lock="routing")
    announce(
        "queue limit",
        due_at=max(what.opens_at or at, at) + timedelta(minutes=QUEUE_LIMIT_MINUTES),
        conversation=str(conversation.pk),
        version=conversation.version,
    )
    return notice


def may_take(conversation: Conversation, person: Person) -> bool:
    """Anybody at work may take what the bot, the queue or snooze holds, or come back to what is closed."""
    return conversation.holder != Holder.PERSON or conversation.person_id == person.pk


def take(conversation_id: UUID, person: Person, *, version: int | None = None) -> Conversation:
    """The person becomes the holder, and the customer is told who it is.

    Taking what one holds already changes nothing. Raises NotHolder when a colleague holds it, Overtaken.
    """
    with hold(conversation_id) as conversation:
        if conversation.holder == Holder.PERSON and conversation.person_id == person.pk:
            return conversation
        if not may_take(conversation, person):
            raise NotHolder(f"{conversation.person} is looking after this conversation now.")
        if conversation.holder == Holder.CLOSED:
            episode = open_next_episode(conversation)
        else:
            episode = current_episode(conversation)
        _give_to(conversation, episode, person, Actor.of(person), f"{person.name} took it over.")
    return conversation


def open_next_episode(conversation: Conversation) -> Episode:
    """A new episode of a locked, closed conversation; the bot's memory and its failures begin anew."""
    last = current_episode(conversation)
    return Episode.objects.create(
        conversation=conversation,
        ordinal=last.ordinal + 1,
        opened_at=now(),
        first_number=conversation.last_number + 1,
    )


def _give_to(conversation: Conversation, episode: Episode, person: Person, by: Actor, because: str) -> None:
    conversation.responded_through = conversation.last_number
    conversation.snoozed_until = None
    conversation.save(update_fields=["responded_through", "snoozed_until"])
    change = Change(Holder.PERSON, by, because, person=person, reason=conversation.reason)
    change_holder(conversation, episode, change)
    text = say(conversation.language, "{name}, a person from our team, is with you now.", name=person.name)
    append(conversation, episode, SYSTEM, Words(text))


def reassign(conversation_id: UUID, person: Person, colleague: Person) -> Conversation:
    """The holder hands it to a colleague by name. Raises NotHolder."""
    with hold(conversation_id) as conversation:
        if conversation.holder != Holder.QUEUE:
            require_holder(conversation, person)
            let_all_leave(conversation, person)
        if not colleague.is_active:
            raise NotHolder(f"{colleague.name} does not work here any more.")
        because = f"{person.name} handed it to {colleague.name}."
        _give_to(conversation, current_episode(conversation), colleague, Actor.of(person), because)
    return conversation


def give_back(conversation_id: UUID, person: Person, bot: Actor, instruction: str = "") -> Conversation:
    """The holder gives it back to the bot, with a word on what to do. Raises NotHolder.

    A message that the person has left unanswered is the bot's to answer.
    """
    with hold(conversation_id) as conversation:
        require_holder(conversation, person)
        let_all_leave(conversation, person)
        episode = current_episode(conversation)
        conversation.instruction = instruction.strip()[:500]
        conversation.waiting_since = None
        episode.failures = 0
        episode.save(update_fields=["failures"])
        unanswered = last_unanswered(conversation)
        if unanswered:
            conversation.responded_through = unanswered - 1
        conversation.save(update_fields=["instruction", "waiting_since", "responded_through"])
        because = f"{person.name} gave it back" + (
            f": {conversation.instruction}" if conversation.instruction else "."
        )
        change_holder(conversation, episode, Change(Holder.BOT, Actor.of(person), because, priority=0))
        text = say(
            conversation.language,
            "{name} has handed back to me, the automatic assistant. "
            "I know what you both said. You can ask for a person at any time.",
            name=person.first_name,
        )
        append(conversation, episode, bot, Words(text))
        if unanswered:
            announce_turn(conversation, unanswered)
    return conversation


def last_unanswered(conversation: Conversation) -> int:
    """The number of the first customer's message after the last word of anybody else than notices; 0 if none.

    What was deleted is no word.
    """
    spoken = (
        conversation.messages.filter(kind__in=[Kind.BOT, Kind.PERSON])
        .exclude(text="", attached=None)
        .order_by("-number")
        .first()
    )
    after = spoken.number if spoken else 0
    first = conversation.messages.filter(kind=Kind.CUSTOMER, number__gt=after).order_by("number").first()
    return first.number if first else 0


def announce_turn(conversation: Conversation, number: int) -> None:
    announce(
        "message recorded",
        lock=f"conversation:{conversation.pk}",
        conversation=str(conversation.pk),
        number=number,
    )


def snooze(conversation_id: UUID, person: Person, until: datetime) -> Conversation:
    """The holder lets it rest; the customer's next message or the time wakes it. Raises NotHolder."""
    with hold(conversation_id) as conversation:
        require_holder(conversation, person)
        let_all_leave(conversation, person)
        episode = current_episode(conversation)
        conversation.snoozed_until = until
        conversation.save(update_fields=["snoozed_until"])
        because = f"{person.name} snoozed it until {say_clock(until)}."
        change_holder(conversation, episode, Change(Holder.SNOOZED, Actor.of(person), because, person=person))
        announce("snooze over", due_at=until, conversation=str(conversation.pk), version=conversation.version)
    return conversation
