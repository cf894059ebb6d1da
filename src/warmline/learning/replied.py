"""What does the bot learn from what a person sent? The answer or article in it was right for the question."""

import logging
import re
from typing import Final
from urllib.parse import unquote
from uuid import UUID

from warmline.conversations.models import Kind, Message
from warmline.decisions.models import StoredDecision
from warmline.desk.teachable import is_teachable
from warmline.knowledge.ear import plain
from warmline.knowledge.models import Answer, Article
from warmline.knowledge.words import content_words
from warmline.learning.asked_back import find_choice
from warmline.learning.errors import NothingToLearn
from warmline.learning.models import Example
from warmline.learning.teaching import Known, Said, keep

logger = logging.getLogger(__name__)

_LINK: Final = re.compile(r"/help/articles/([^/\s]{1,300})/")
#: A shorter answer ("Yes.") stands in many replies by chance; so many words of meaning are needed (chosen by us).
LEAST_WORDS: Final = 4
#: Of the answer's words so many must be in the reply, and of the reply's in the answer: it was edited (chosen by us).
KEPT, OWN = 0.7, 0.5
#: What is read of a reply; no answer in use is longer than a few thousand characters (chosen by us).
LONGEST: Final = 6000


def learn_from_reply(conversation: str, number: int) -> None:
    """number: of a person's message. Only the first reply after a question that the bot dealt with teaches."""
    reply = Message.objects.filter(
        conversation_id=UUID(conversation), number=number, kind=Kind.PERSON
    ).first()
    question = _question(reply) if reply else None
    said = _said(reply) if reply and question else None
    if question is None or said is None:
        return
    try:
        keep(question, said)
    except NothingToLearn:
        logger.info("Message %s of conversation %s holds nothing to learn.", question.number, conversation)


def _question(reply: Message) -> Message | None:
    """The customer's latest question in the same episode, if nobody of the staff has answered it before."""
    before = Message.objects.filter(episode=reply.episode_id, number__lt=reply.number).order_by("-number")
    for message in before[:20]:
        if message.kind == Kind.PERSON:
            return None
        asked = _teachable(message) if message.kind == Kind.CUSTOMER else None
        if asked is not None:
            return asked
    return None


def _teachable(message: Message) -> Message | None:
    choice = find_choice(message)
    asked = choice.question if choice else message
    decision = StoredDecision.objects.filter(message=asked).order_by("-at", "-id").first()
    return asked if is_teachable(asked, decision) else None


def _said(reply: Message) -> Said | None:
    text = reply.text[:LONGEST]
    name = reply.name[:80]
    linked = _linked(text)
    if linked is not None:
        return Said(linked, Example.Origin.SENT, name)
    found, is_whole = _answer_in(text)
    origin = Example.Origin.SENT if is_whole else Example.Origin.EDITED
    return Said(found, origin, name) if found is not None else None


def _linked(text: str) -> Article | None:
    """The only article that the reply links to."""
    slugs = {unquote(slug) for slug in _LINK.findall(text)}
    return Article.objects.filter(slug__in=slugs, is_published=True).first() if len(slugs) == 1 else None


def _answer_in(text: str) -> tuple[Known | None, bool]:
    """The answer that stands in the reply, and whether word for word; None when there is none, or two fit."""
    told, words = plain(text), set(content_words(text))
    whole, edited = [], []
    for answer in Answer.objects.filter(is_active=True, action="").iterator():
        own = set(content_words(answer.text))
        if len(own) < LEAST_WORDS:
            continue
        if plain(answer.text) in told:
            whole.append(answer)
        elif len(own & words) >= KEPT * len(own) and len(own & words) >= OWN * len(words):
            edited.append(answer)
    found = whole or edited
    return (found[0] if len(found) == 1 else None), bool(whole)
