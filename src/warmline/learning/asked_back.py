"""What did the customer mean when the bot asked back? Their tap on a choice is a label of the question before it."""

import logging
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from warmline.conversations.models import Kind, Message
from warmline.decisions.case import ASK_BACK
from warmline.decisions.models import StoredDecision
from warmline.learning.errors import NothingToLearn
from warmline.learning.known import find_known
from warmline.learning.models import Example
from warmline.learning.teaching import Said, keep

logger = logging.getLogger(__name__)

#: Beside the answers stand "Something else" and the way to a person; see bot/wording.py.
_BESIDE: Final = 2


@dataclass(frozen=True)
class Choice:
    """question: what the bot asked back about. key: of the proposal that was meant, "" for "Something else";
    likeliest: the first of those that were offered."""

    question: Message
    key: str
    likeliest: str


def learn_from_choice(conversation: str, number: int) -> None:
    """number: of the customer's message after the bot asked back. Other words than a choice teach nothing."""
    message = Message.objects.filter(conversation_id=UUID(conversation), number=number).first()
    choice = find_choice(message) if message else None
    known = find_known((choice.key or choice.likeliest) if choice else "")
    if choice is None or known is None:
        return
    origin = Example.Origin.CHOSEN if choice.key else Example.Origin.DECLINED
    try:
        keep(choice.question, Said(known, origin))
    except NothingToLearn:
        logger.info("Message %s of conversation %s holds nothing to learn.", number, conversation)


def find_choice(message: Message) -> Choice | None:
    """None unless the message is, word for word, what a button of the bot's last message sends."""
    if message.kind != Kind.CUSTOMER:
        return None
    asking = _last_word_before(message)
    if asking is None or not asking.answer_key.startswith(f"{ASK_BACK}:"):
        return None
    question = Message.objects.filter(
        conversation_id=message.conversation_id, number=asking.answers_number, kind=Kind.CUSTOMER
    ).first()
    offered = _offered(question) if question else []
    texts = [str(choice.get("text", "")).strip().casefold() for choice in asking.choices]
    said = message.text.strip().casefold()
    if question is None or not offered or said not in texts:
        return None
    place = texts.index(said)
    if place < len(offered):
        return Choice(question, offered[place], offered[0])
    is_none = place == len(offered) and len(texts) == len(offered) + _BESIDE
    return Choice(question, "", offered[0]) if is_none else None


def _last_word_before(message: Message) -> Message | None:
    said = Message.objects.filter(conversation_id=message.conversation_id, number__lt=message.number)
    return said.filter(kind__in=(Kind.BOT, Kind.PERSON)).order_by("-number").first()


def _offered(question: Message) -> list[str]:
    """The keys in the order of the buttons, which is that of the strongest verdict."""
    decision = StoredDecision.objects.filter(message=question, action=ASK_BACK).order_by("-at", "-id").first()
    return list(decision.verdicts[0].get("keys", ())) if decision and decision.verdicts else []
