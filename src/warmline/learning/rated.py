"""What does the bot learn when a customer says whether an answer helped?"""

import logging
from typing import Final
from uuid import UUID

from warmline.conversations.models import Kind, Message
from warmline.knowledge.models import Answer
from warmline.learning.errors import NothingToLearn
from warmline.learning.teaching import confirm, doubt

logger = logging.getLogger(__name__)

_CURATED: Final = "curated:"


def learn_from_rating(conversation: str, number: int, was_helpful: bool) -> None:
    """number: that of the bot's message. Only curated answers can be learned; anything else teaches nothing."""
    said = Message.objects.filter(conversation_id=UUID(conversation), number=number, kind=Kind.BOT).first()
    answer = _answer(said) if said else None
    if said is None or answer is None:
        return
    asked = Message.objects.filter(
        conversation_id=said.conversation_id, number=said.answers_number, kind=Kind.CUSTOMER
    ).first()
    if asked is None:
        return
    try:
        (confirm if was_helpful else doubt)(asked, answer)
    except NothingToLearn:
        logger.info("Message %s of conversation %s holds nothing to learn.", asked.number, conversation)


def _answer(said: Message) -> Answer | None:
    if not said.answer_key.startswith(_CURATED):
        return None
    return Answer.objects.filter(key=said.answer_key.removeprefix(_CURATED)).first()
