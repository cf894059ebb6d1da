"""What is this conversation about? In the words of those who spoke: wanted, tried, open, promised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from warmline.conversations.models import Kind
from warmline.desk.shortening import SENTENCE_END, shorten
from warmline.desk.tries import Talk, open_questions, questions, tries
from warmline.lib.retelling import retell

#: Words of a quotation, and how many of each kind (chosen by us: it is read in a glance).
WORDS, EACH = 24, 3
#: A person says what they or the business will do; "if" and questions promise nothing.
_PROMISE: Final = re.compile(
    r"\b(?:I|we)(?:(?:'|’)ll| will| shall| am going to| are going to|(?:'|’)m going to|(?:'|’)re going to)\s+"
    r"(?!not\b|be happy\b|be glad\b|need\b|see\b)"
    r"|\bI promise\b|\bich (?:werde|melde|schicke|rufe|kümmere)\b|\bwir (?:werden|melden|schicken)\b"
    r"|\bje vais\b|\bnous allons\b|\bvoy a\b|\bvamos a\b",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(r"^\W*(?:if|wenn|falls|si)\b|\?\W*$", re.IGNORECASE)
OUTCOMES: Final = {
    "answered": "answered",
    "unhelpful": "answered, did not help",
    "asked_back": "asked back",
    "unknown": "had no answer",
}


@dataclass(frozen=True)
class Point:
    """One line of a summary. number: the message it rests on."""

    label: str
    text: str
    number: int


def summarise(talk: Talk, promised: tuple[str, ...] = ()) -> tuple[Point, ...]:
    """promised: open promises of the business that stand elsewhere, in words."""
    return (*_wants(talk), *_tried(talk), *_open(talk), *_promises(talk), *_kept_elsewhere(promised))


def as_note(points: tuple[Point, ...]) -> str:
    return "\n".join(f"{retell(point.label)}: {retell(point.text)}" for point in points)


def _wants(talk: Talk) -> Iterator[Point]:
    """The first question and the last, where they differ."""
    asked = questions(talk)
    for message in dict.fromkeys((*asked[:1], *asked[-1:])):
        yield Point("Wants", f"“{shorten(message.text, WORDS)}”", message.number)


def _tried(talk: Talk) -> Iterator[Point]:
    bot = [Point("Assistant", _say_try(each.source, each.outcome), each.number) for each in tries(talk)]
    people = [
        Point(each.name.split()[0] if each.name.split() else "Person", _gist(each.text), each.number)
        for each in talk.of(Kind.PERSON)
    ]
    yield from sorted([*bot, *people], key=lambda point: point.number)[-EACH:]


def _say_try(source: str, outcome: str) -> str:
    said = OUTCOMES.get(outcome, outcome)
    return f"{said}, from {shorten(source, 8)}" if source else said


def _gist(text: str) -> str:
    """The sentence that says most; a greeting says nothing."""
    sentences = [each.strip() for each in SENTENCE_END.split(text) if each.strip()]
    longest = max(sentences, key=lambda each: len(each.split()), default=text)
    return shorten(longest, WORDS)


def _open(talk: Talk) -> Iterator[Point]:
    told = {each.number for each in (*questions(talk)[:1], *questions(talk)[-1:])}
    left = [each for each in open_questions(talk) if each.number not in told]
    for said in left[-EACH:]:
        yield Point("Still open", f"“{shorten(said.text, WORDS)}”", said.number)


def _promises(talk: Talk) -> Iterator[Point]:
    found = [
        Point("Promised", f"{shorten(sentence.strip(), WORDS)}", message.number)
        for message in talk.of(Kind.PERSON)
        for sentence in SENTENCE_END.split(message.text)
        if is_promise(sentence)
    ]
    yield from found[-EACH:]


def is_promise(sentence: str) -> bool:
    return bool(_PROMISE.search(sentence)) and not _CONDITION.search(sentence)


def _kept_elsewhere(promised: tuple[str, ...]) -> Iterator[Point]:
    yield from (Point("Promised", shorten(text, WORDS), 0) for text in promised[:EACH])
