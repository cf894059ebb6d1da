"""How is a decision carried out? What is said, who holds the conversation and why: one transaction."""

from datetime import timedelta

from warmline.bot.identifying import identify
from warmline.bot.wording import words_for
from warmline.conversations.appending import Words, append
from warmline.conversations.closing import close
from warmline.conversations.handover import Handover, hand_over
from warmline.conversations.holding import Actor, hold
from warmline.conversations.models import Conversation, Episode, Kind, Message, Priority, Reason
from warmline.conversations.saying import count_failure, settle
from warmline.conversations.turn import Line, Turn
from warmline.decisions.case import ADMIT, ANSWER, CLOSE, HAND_OVER, Case, Decision, Protocol
from warmline.decisions.storing import store as store_decision
from warmline.desk.card import compose_card
from warmline.jobs.announcing import announce
from warmline.lib.statements import Select
from warmline.lib.time import now
from warmline.line.tongue import keep_language
from warmline.replies.checking import check
from warmline.replies.guard import Outgoing, Withheld
from warmline.understanding.reading import Reading
from warmline.understanding.storing import store as store_reading
from warmline.web.models import Business
from warmline.web.options import value_of

Readings = tuple[tuple[Line, Reading], ...]

_bot_name = Select(lambda pk: Business.objects.filter(pk=pk).values_list("bot_name"))
_message = Select(lambda pk, number: Message.objects.filter(conversation_id=pk).filter(number=number))


def bot_actor() -> Actor:
    return Actor(Kind.BOT, _bot_name(1)[0][0])


def carry_out(turn: Turn, readings: Readings, case: Case, decision: Decision, protocol: Protocol) -> None:
    """Raises Overtaken, with nothing written, when a person took over since the turn was read."""
    bot = bot_actor()
    with hold(turn.conversation_id, version=turn.version) as conversation:
        episode = settle(conversation, turn)
        keep_language(conversation, turn)
        message = keep_readings(conversation, readings)
        store_decision(message, case, decision, protocol, carried_out=True)
        if case.asked_back:
            announce("asked back on", conversation=str(conversation.pk), number=turn.number)
        _act(conversation, episode, bot, turn, decision)


def keep_readings(conversation: Conversation, readings: Readings) -> Message:
    """Stores the reading of each message; returns the last of the messages."""
    numbers = {line.number: reading for line, reading in readings}
    messages = [message for number in sorted(numbers) for message in _message(conversation.pk, number)]
    for message in messages:
        store_reading(message, numbers[message.number])
    return messages[-1]


def _act(conversation: Conversation, episode: Episode, bot: Actor, turn: Turn, decision: Decision) -> None:
    if decision.action == HAND_OVER:
        give_to_person(conversation, episode, bot, bot, decision)
        return
    words = words_for(decision, turn)
    needs_source = decision.action == ANSWER and not (
        decision.proposals[0].talk or decision.proposals[0].expects
    )
    try:
        check(Outgoing(bot.kind, bot.name, words, needs_source=needs_source))
    except Withheld as withheld:
        _withhold(conversation, episode, bot, withheld)
        return
    append(conversation, episode, bot, words)
    if decision.action == CLOSE:
        customer = Actor(Kind.CUSTOMER)
        close(conversation, customer, "solved", "The customer said that it is solved.", asks_csat=True)
        return
    _follow_up(conversation, episode, decision)


def _follow_up(conversation: Conversation, episode: Episode, decision: Decision) -> None:
    """What an answer leaves behind: a failure counted, a customer proved, a timer for silence."""
    proposal = decision.proposals[0] if decision.action == ANSWER else None
    if decision.action == ADMIT or (proposal and proposal.fails):
        count_failure(episode)
    if proposal and proposal.proves_customer:
        identify(conversation, proposal.proves_customer)
    announce(
        "silence",
        due_at=now() + timedelta(minutes=value_of("bot.check_in_minutes")),
        conversation=str(conversation.pk),
        last_number=conversation.last_number,
    )


def _withhold(conversation: Conversation, episode: Episode, bot: Actor, withheld: Withheld) -> None:
    decision = Decision(
        action=HAND_OVER,
        because=withheld.fault,
        to_customer="I would rather have a person answer this.",
        reason=Reason.POLICY,
        priority=Priority.SOON,
    )
    give_to_person(conversation, episode, bot, bot, decision)


def give_to_person(
    conversation: Conversation, episode: Episode, by: Actor, bot: Actor, decision: Decision
) -> Message:
    """Puts a locked conversation into the queue with its context card; returns the notice to the customer."""
    handover = Handover(
        reason=decision.reason,
        because=decision.because,
        to_customer=decision.to_customer,
        priority=decision.priority,
        card=compose_card(conversation, episode, decision),
    )
    return hand_over(conversation, episode, by, bot, handover)


def say(conversation: Conversation, episode: Episode, bot: Actor, words: Words) -> Message:
    """A word of the bot on a locked conversation that no question called for; the guards look at it as well."""
    check(Outgoing(bot.kind, bot.name, words))
    return append(conversation, episode, bot, words)
