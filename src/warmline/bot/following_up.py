"""Does this message go on from the bot's last answer? "And on Sundays?" says too little by itself."""

import re
from dataclasses import replace
from typing import Final

from warmline.conversations.turn import Turn
from warmline.decisions.case import ASK_BACK
from warmline.knowledge.index import Found, Search
from warmline.knowledge.tidying import parts
from warmline.knowledge.words import content_words

#: A longer message says by itself what it is about (chosen by us).
MOST_WORDS: Final = 9
#: What it finds by itself counts for less: "how long does it take" may follow refunds as well as delivery.
ALONE: Final = 0.7

_GOES_ON: Final = re.compile(
    r"^\W*(?:(?:ok|okay|great|thanks|thank you|cool|right)\W+)*(?:and|or|but|also|what about|how about|so|then)\b",
    re.IGNORECASE,
)
_POINTS_BACK: Final = re.compile(
    r"\b(?:it|its|they|them|that|those|these|there|this|then|ones?)\b", re.IGNORECASE
)


def find_in_context(turn: Turn, search: Search) -> tuple[Found, ...]:
    """What the knowledge says to the customer's message, read in the light of the last answer where it goes on."""
    text = turn.text
    alone = search.find(text)
    topic = _topic(turn, search)
    if not topic or not _goes_on(text):
        return alone
    together = {(found.kind, found.key): found for found in search.find(f"{text} ({topic})")}
    for found in alone:
        lessened = replace(found, confidence=found.confidence * ALONE)
        known = together.setdefault((found.kind, found.key), lessened)
        if known.confidence < lessened.confidence:
            together[found.kind, found.key] = lessened
    return tuple(sorted(together.values(), key=lambda found: -found.confidence))


def find_by_part(text: str, search: Search) -> tuple[tuple[Found, ...], ...]:
    """The best for each question of a message that asks two; "... and how much is it?" is asked about the first."""
    asked = parts(text)
    if len(asked) != 2:
        return ()
    first = search.find(asked[0], limit=1)
    if not first or content_words(asked[1]):
        return first, search.find(asked[1], limit=1)
    others = (found for found in search.find(f"{asked[1]} ({first[0].title})") if found.key != first[0].key)
    return first, tuple(others)[:1]


def last_answer(turn: Turn) -> str:
    """The key of what the bot said last, "" when a person or nobody did."""
    spoken = [line for line in turn.history if line.kind in ("bot", "person")]
    return spoken[-1].answer_key if spoken else ""


def _topic(turn: Turn, search: Search) -> str:
    """The title of what the bot said last, or of what it thought most likely when it asked back."""
    key = last_answer(turn).removeprefix(f"{ASK_BACK}:").split(",")[0].split("+")[0]
    kind, _, name = key.partition(":")
    match kind:
        case "curated":
            return search.title_of("answer", name)
        case "article":
            return search.title_of("article", name)
        case "order":
            return "my order"
    return ""


def _goes_on(text: str) -> bool:
    if len(text.split()) > MOST_WORDS:
        return False
    return bool(_GOES_ON.search(text) or _POINTS_BACK.search(text)) or len(content_words(text)) <= 1
