"""Which of the customer's messages says it best, and how may it be quoted without telling who they are?"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from warmline.commerce.models import Product
from warmline.conversations.models import Episode, Kind, Message
from warmline.gaps.cleaning import Known, mask, names_in
from warmline.knowledge.index import current_index
from warmline.lib import encoder
from warmline.staff.models import Person
from warmline.understanding.models import EpisodeMood
from warmline.web.context import current_business

#: The customer's latest messages of an episode (chosen by us: what one looks through in a moment).
CHOICES: Final = 12
LONGEST_QUOTE: Final = 280
#: Products whose names are no names of people (chosen by us).
GOODS: Final = 2000


def quotable(episode: Episode) -> list[Message]:
    """The customer's latest messages that have words, the first one first."""
    latest = episode.messages.filter(kind=Kind.CUSTOMER).exclude(text="").order_by("-number")[:CHOICES]
    return [message for message in reversed(latest) if any(mark.isalnum() for mark in message.text)]


def best_quote(episode: Episode, words: str) -> Message | None:
    """The message nearest in meaning to the words; without meaning the worst moment, else the first."""
    messages = quotable(episode)
    if not messages:
        return None
    likeness = encoder.encode([message.text for message in messages]) @ encoder.encode([words])[0]
    if likeness.any():
        return messages[int(np.argmax(likeness))]
    mood = EpisodeMood.objects.filter(episode=episode).first()
    at_worst = [message for message in messages if mood and message.number == mood.peak_number]
    return (at_worst or messages)[0]


def known_to(messages: Sequence[Message]) -> Known:
    """Whose names must not stand in these quotes. Messages come with conversation and customer."""
    business = current_business()
    people = Person.objects.values_list("name", flat=True)
    customers = {str(message.conversation.customer.name) for message in messages}
    own = (business.name, business.bot_name, business.email, business.phone)
    goods = names_in(Product.objects.order_by("pk").values_list("name", flat=True)[:GOODS])
    words = current_index().words
    return Known(
        names=names_in([*people, *customers]),
        own=tuple(sorted(filter(None, own), key=len, reverse=True)),
        knows=lambda word: word.lower() in goods or words.knows(word),
    )


def quote(message: Message, known: Known) -> str:
    """The customer's words, at most 280 characters, with "…" for what is personal."""
    text = mask(message.text, known)
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"
