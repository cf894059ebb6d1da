"""What happens when a customer asks for a person without a message: by the button, or by "no" once too often?"""

from warmline.conversations.holding import SYSTEM, current_episode
from warmline.conversations.models import Conversation, Episode, Holder, Reason
from warmline.conversations.returning import bring_to_people, episode_for_message
from warmline.conversations.waiting import outlook, tell_next
from warmline.decisions.case import HAND_OVER, Case, Decision, Verdict
from warmline.decisions.protocol import current_protocol
from warmline.decisions.storing import store as store_decision
from warmline.lib.time import now
from warmline.line.carrying_out import bot_actor, give_to_person
from warmline.understanding.reading import Reading
from warmline.web.voice import say

REQUESTS = {
    "button": Verdict(
        rule="asked_by_button",
        action=HAND_OVER,
        weight=100,
        reason=Reason.CUSTOMER_REQUEST,
        priority=1,
        because="The customer pressed “Talk to a person”.",
        to_customer="Of course, I am passing you to a person.",
    ),
    "review": Verdict(
        rule="asked_for_review",
        action=HAND_OVER,
        weight=100,
        reason=Reason.REVIEW_REQUESTED,
        priority=1,
        because="The customer asked a person to check an automatic answer.",
        to_customer="Good that you ask: a person will check this answer.",
    ),
    "unhelpful": Verdict(
        rule="failed_twice",
        action=HAND_OVER,
        weight=90,
        reason=Reason.CLARIFICATION_FAILED,
        priority=1,
        because="The bot's answers did not help, more than once.",
        to_customer="I am sorry that I could not help, so a person will take over.",
    ),
}


def failed_too_often(episode: Episode) -> bool:
    return episode.failures >= current_protocol().failures_before_person


def ask_for_person(conversation: Conversation, request: str) -> tuple[str, bool]:
    """Brings a person to a locked conversation. Returns what the customer is told, and whether anything changed."""
    match conversation.holder:
        case Holder.QUEUE:
            return tell_next(outlook(now(), conversation), has_email=bool(conversation.customer.email)), False
        case Holder.PERSON:
            text = say(
                conversation.language,
                "{name}, a person from our team, is with you already.",
                name=conversation.person,
            )
            return text, False
        case Holder.SNOOZED:
            bring_to_people(conversation, current_episode(conversation), REQUESTS[request].because)
            return _last_text(conversation), True
    episode = episode_for_message(conversation)
    if conversation.holder == Holder.CLOSED:
        bring_to_people(conversation, episode, REQUESTS[request].because)
        return _last_text(conversation), True
    return _hand_over(conversation, episode, REQUESTS[request]), True


def _last_text(conversation: Conversation) -> str:
    return conversation.messages.get(number=conversation.last_number).text


def _hand_over(conversation: Conversation, episode: Episode, verdict: Verdict) -> str:
    decision = Decision(
        action=HAND_OVER,
        because=verdict.because,
        to_customer=verdict.to_customer,
        reason=verdict.reason,
        priority=verdict.priority,
        verdicts=(verdict,),
    )
    last = conversation.messages.get(number=conversation.last_number)
    case = Case(text="", reading=Reading(), failures=episode.failures)
    store_decision(last, case, decision, current_protocol(), carried_out=True)
    return give_to_person(conversation, episode, SYSTEM, bot_actor(), decision).text
