"""What does the bot learn when a customer says whether an answer helped?"""

import logging
from uuid import UUID

from warmline.conversations.models import Kind, Message
from warmline.learning.asked_back import find_choice
from warmline.learning.errors import NothingToLearn
from warmline.learning.known import find_known
from warmline.learning.teaching import confirm, doubt

logger = logging.getLogger(__name__)


def learn_from_rating(conversation: str, number: int, was_helpful: bool) -> None:
    """number: that of the bot's message. Answers and articles can be learned; anything else teaches nothing."""
    said = Message.objects.filter(conversation_id=UUID(conversation), number=number, kind=Kind.BOT).first()
    known = find_known(said.answer_key) if said else None
    asked = _asked(said) if said else None
    if known is None or asked is None:
        return
    try:
        (confirm if was_helpful else doubt)(asked, known)
    except NothingToLearn:
        logger.info("Message %s of conversation %s holds nothing to learn.", asked.number, conversation)


def _asked(said: Message) -> Message | None:
    """The question in the customer's own words: not the button that they chose it by."""
    asked = Message.objects.filter(
        conversation_id=said.conversation_id, number=said.answers_number, kind=Kind.CUSTOMER
    ).first()
    choice = find_choice(asked) if asked else None
    return choice.question if choice else asked
