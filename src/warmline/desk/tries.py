"""What did the customer ask, what did the bot make of it, and what is still open?"""

from collections.abc import Mapping
from dataclasses import dataclass

from warmline.conversations.models import Kind, Message
from warmline.decisions.case import ADMIT, ASK_BACK
from warmline.decisions.models import StoredDecision
from warmline.desk.card_facts import Said, Tried

#: Acts that ask for nothing (understanding.reading).
SMALL_TALK = frozenset({"greeting", "thanks", "goodbye", "yes", "no", "are_you_a_bot", "empty"})


@dataclass(frozen=True)
class Talk:
    """The messages of an episode in order, with the decision on each customer's message by its number."""

    messages: tuple[Message, ...]
    decisions: Mapping[int, StoredDecision]

    @property
    def read(self) -> tuple[Message, ...]:
        return tuple(message for message in self.messages if hasattr(message, "reading"))

    def of(self, kind: str) -> tuple[Message, ...]:
        return tuple(message for message in self.messages if message.kind == kind)


def wish(talk: Talk) -> Said | None:
    """The first thing that the customer asked for, greetings apart."""
    asked = questions(talk)
    return Said(asked[0].number, asked[0].text) if asked else None


def questions(talk: Talk) -> tuple[Message, ...]:
    return tuple(message for message in talk.of(Kind.CUSTOMER) if not _is_small_talk(message))


def _is_small_talk(message: Message) -> bool:
    if not hasattr(message, "reading"):
        return False
    signals = message.reading.signals
    wants_person = signals.get("wish", {}).get("value") is True and len(message.text.split()) < 12
    return signals.get("act", {}).get("value") in SMALL_TALK or wants_person


def tries(talk: Talk) -> tuple[Tried, ...]:
    """What the bot said to a question; "admit" to an answer of its own means that it did not help."""
    texts = {message.number: message for message in talk.messages}
    unhelpful = {
        message.answers_number
        for message in talk.of(Kind.BOT)
        if message.answer_key == ADMIT and _is_bot(texts.get(message.answers_number))
    }
    asked = {message.number: message for message in questions(talk)}
    return tuple(
        _tried(message, asked[message.answers_number], talk, message.number in unhelpful)
        for message in talk.of(Kind.BOT)
        if message.answer_key and message.answers_number in asked
    )


def _is_bot(message: Message | None) -> bool:
    return message is not None and message.kind == Kind.BOT


def _tried(message: Message, question: Message, talk: Talk, is_unhelpful: bool) -> Tried:
    decision = talk.decisions.get(question.number)
    kind = message.answer_key.partition(":")[0]
    outcome = {ADMIT: "unknown", ASK_BACK: "asked_back"}.get(
        kind, "unhelpful" if is_unhelpful else "answered"
    )
    return Tried(
        number=message.number,
        question=question.text,
        source=message.sources[0].get("title", "") if message.sources else "",
        confidence=decision.confidence if decision else None,
        outcome=outcome,
    )


def open_questions(talk: Talk) -> tuple[Said, ...]:
    """Questions without an answer that helped, and what was said after everybody's last word."""
    spoken = [message.number for message in talk.messages if message.kind in (Kind.BOT, Kind.PERSON)]
    helped = {
        message.answers_number
        for message in talk.of(Kind.BOT)
        if message.answer_key.partition(":")[0] not in ("", ADMIT, ASK_BACK)
    }
    unhelpful = {each.question for each in tries(talk) if each.outcome == "unhelpful"}
    last_person = max((message.number for message in talk.of(Kind.PERSON)), default=0)
    last = max(spoken, default=0)
    return tuple(
        Said(message.number, message.text)
        for message in questions(talk)
        if message.number > last
        or (message.number > last_person and (message.number not in helped or message.text in unhelpful))
    )
