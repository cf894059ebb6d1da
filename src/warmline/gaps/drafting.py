"""What would an article about a gap say? Put together from what people replied, without what is personal."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import numpy as np

from warmline.conversations.models import Kind, Message
from warmline.gaps.cleaning import Known, clean, is_personal, names_in
from warmline.gaps.grouping import distinct, most_central
from warmline.gaps.models import GapQuestion
from warmline.knowledge.forms import LONGEST_PHRASE, LONGEST_TEXT, one_line
from warmline.knowledge.index import current_index
from warmline.knowledge.saving import from_bytes
from warmline.knowledge.tidying import tidy
from warmline.lib import encoder
from warmline.lib.encoder import Vectors
from warmline.staff.models import Person
from warmline.web.models import Business

#: Chosen by us: the latest conversations, the first replies of each, the sentences of a draft and the phrases.
CONVERSATIONS: Final = 40
REPLIES_EACH: Final = 4
SENTENCES: Final = 8
PHRASES: Final = 20
QUESTIONS: Final = 200
#: Sentences that are compared with each other: a tenth of a second of encoding or two (chosen by us).
COMPARED: Final = 200
LONGEST_TITLE: Final = 120
#: Two sentences so alike say the same; two phrases so alike teach the search nothing new (chosen by us).
SAME_SENTENCE: Final = 0.78
SAME_PHRASE: Final = 0.97
_ASKING: Final = re.compile(
    r"(?:is|are|do|does|did|can|could|will|would|may|should|what|when|where|which|who|how|why)\s",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Quote:
    """What a person replied, as the owner sees it beside the draft."""

    name: str
    text: str
    at: datetime
    conversation_id: UUID


@dataclass(frozen=True)
class Draft:
    """title and phrases come from the questions, text from the replies; text is "" when no reply can be used.

    personal: how many sentences were left out because they speak of somebody or of one case.
    """

    title: str
    text: str
    phrases: tuple[str, ...]
    quotes: tuple[Quote, ...]
    personal: int


def draft_of(gap: int) -> Draft:
    questions = _latest(gap)
    known = _known_to(questions)
    quotes = _quotes(questions)
    sentences, personal = _sentences(quotes, known, _vectors(questions))
    phrases = _phrases(questions, known)
    return Draft(
        title=title_from(phrases[0]) if phrases else "",
        text=_cut(" ".join(sentences), LONGEST_TEXT),
        phrases=phrases,
        quotes=tuple(quotes),
        personal=personal,
    )


def title_of(questions: Sequence[GapQuestion]) -> str:
    """The most central of the questions as a heading for staff; "" without questions."""
    order = most_central(_vectors(questions))
    return title_from(_tidied(questions[order[0]].message.text)) if order else ""


def title_from(phrase: str) -> str:
    title = _cut(phrase, LONGEST_TITLE)
    mark = "?" if title[-1:].isalnum() and _ASKING.match(title) else ""
    return title[:1].upper() + title[1:] + mark


def _latest(gap: int) -> list[GapQuestion]:
    rows = GapQuestion.objects.filter(gap=gap, encoder=encoder.version()).select_related(
        "message__conversation__customer"
    )
    return list(rows.order_by("-at", "-id")[:QUESTIONS])


def _vectors(questions: Sequence[GapQuestion]) -> Vectors:
    rows = [from_bytes(bytes(question.vector)) for question in questions]
    return np.stack(rows) if rows else np.zeros((0, encoder.DIMENSIONS), np.float32)


def _known_to(questions: Sequence[GapQuestion]) -> Known:
    business = Business.objects.filter(pk=1).first() or Business()
    people = Person.objects.values_list("name", flat=True)
    customers = {str(question.message.conversation.customer.name) for question in questions}
    own = (business.name, business.bot_name, business.email, business.phone, business.address)
    return Known(
        names=names_in([*people, *customers]),
        own=tuple(sorted(filter(None, own), key=len, reverse=True)),
        knows=current_index().words.knows,
    )


def _quotes(questions: Sequence[GapQuestion]) -> list[Quote]:
    """The first replies after each question, conversation by conversation, the latest conversation first."""
    after: dict[int, int] = {}
    for question in questions:
        number = question.message.number
        after[question.message.episode_id] = min(number, after.get(question.message.episode_id, number))
    episodes = list(after)[:CONVERSATIONS]
    replies: dict[int, list[Message]] = defaultdict(list)
    said = Message.objects.filter(episode_id__in=episodes, kind=Kind.PERSON).exclude(text="")
    for reply in said.order_by("number"):
        if reply.number > after[reply.episode_id] and len(replies[reply.episode_id]) < REPLIES_EACH:
            replies[reply.episode_id].append(reply)
    return [
        Quote(reply.name.split(" ")[0], reply.text, reply.at, reply.conversation_id)
        for episode in episodes
        for reply in replies[episode]
    ]


def _sentences(quotes: Sequence[Quote], known: Known, asked: Vectors) -> tuple[list[str], int]:
    """Those that most conversations have come first into the draft, of equals the ones nearest to what was asked.

    They stand in the order in which they were said.
    """
    found: list[tuple[str, UUID]] = []
    personal = 0
    for quote in quotes:
        cleaned = clean(quote.text, known)
        personal += cleaned.personal
        found += [(sentence, quote.conversation_id) for sentence in cleaned.sentences]
    found = found[:COMPARED]
    if not found:
        return [], personal
    vectors = encoder.encode([sentence for sentence, _ in found])
    said_by = _support(vectors, [conversation for _, conversation in found])
    nearness = vectors @ asked.mean(axis=0)
    order = sorted(range(len(found)), key=lambda place: (-said_by[place], -nearness[place]))
    chosen = distinct(vectors, order, SAME_SENTENCE)[:SENTENCES]
    return [_ended(found[place][0]) for place in sorted(chosen)], personal


def _support(vectors: Vectors, conversations: Sequence[UUID]) -> list[int]:
    """In how many conversations something so alike was said."""
    alike = vectors @ vectors.T >= SAME_SENTENCE
    return [len({conversations[other] for other in np.flatnonzero(row).tolist()}) for row in alike]


def _phrases(questions: Sequence[GapQuestion], known: Known) -> tuple[str, ...]:
    """Ways of asking without personal data, the most central first, hardly one like another."""
    vectors = _vectors(questions)
    usable = [
        (place, phrase)
        for place in most_central(vectors)
        if (phrase := _tidied(questions[place].message.text)) and not is_personal(phrase, known)
    ]
    texts = dict(usable)
    chosen = distinct(vectors, texts, SAME_PHRASE)[:PHRASES]
    return tuple(dict.fromkeys(texts[place] for place in chosen))


def _tidied(text: str) -> str:
    return _cut(one_line(tidy(text, current_index().words, encoder.common_words())), LONGEST_PHRASE)


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0] + "…"


def _ended(sentence: str) -> str:
    return sentence if sentence[-1] in ".!?" else f"{sentence}."
