"""Topics that the owner keeps for people go to people."""

from functools import lru_cache
from typing import Final

from warmline.conversations.models import Priority, Reason
from warmline.decisions.case import HAND_OVER, Case, Protocol, ScopeTopic, Verdict
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.plain import STOP, plain, word_set
from warmline.understanding.reading import Reading

#: May stand between the words of a phrase without changing what it is about.
PARTING: Final = word_set(
    "me us my our your you the a an it him her his their this that for been being was is"
)


def speak(case: Case, protocol: Protocol) -> Verdict | None:
    found = _find(case.text, protocol.topics)
    if found is None:
        return None
    topic, words = found
    return Verdict(
        rule="kept_for_people",
        action=HAND_OVER,
        weight=Weight.KEPT_FOR_PEOPLE,
        because=f"“{topic.topic}” is kept for people, and the message says “{words}”.",
        to_customer=topic.reason or "This is something that our people would rather answer themselves.",
        reason=Reason.UNSUPPORTED_REQUEST.value,
        priority=Priority.SOON.value,
        words=(words,),
    )


def _find(text: str, topics: tuple[ScopeTopic, ...]) -> tuple[ScopeTopic, str] | None:
    """The first topic of which a word or phrase stands in the text as whole words, with what was found."""
    message = plain(text)
    joined = " ".join(message.words)
    for topic in topics:
        for phrase in topic.words:
            words = _words_of(phrase)
            # Most topics are not spoken of: this costs less than looking word by word.
            place = _place(message.words, words) if words and words[0] in joined else None
            if place:
                return topic, message.quote(*place)
    return None


@lru_cache(maxsize=4096)
def _words_of(phrase: str) -> tuple[str, ...]:
    """Remembered here: the owner's phrases are many, and would push all messages out of the memory of `plain`."""
    return tuple(word for word in plain(phrase).words if word != STOP)


def _place(words: tuple[str, ...], phrase: tuple[str, ...]) -> tuple[int, int] | None:
    """Where the phrase stands; small words may part it ("charged me twice"), its last word may be a plural."""
    for start in range(len(words) if phrase else 0):
        end = words[start].startswith(phrase[0]) and _end(words, start, phrase)
        if end:
            return start, end
    return None


def _end(words: tuple[str, ...], start: int, phrase: tuple[str, ...]) -> int:
    """Where the phrase ends if it begins there, else 0."""
    at = start
    for place, wanted in enumerate(phrase):
        while place and at < len(words) and words[at] != wanted and words[at] in PARTING:
            at += 1
        ends = (wanted, f"{wanted}s") if place == len(phrase) - 1 else (wanted,)
        if at >= len(words) or words[at] not in ends:
            return 0
        at += 1
    return at


RULE = Rule(
    name="kept_for_people",
    about="A message with a word of a topic that you keep for people goes to a person.",
    speak=speak,
    samples=(
        (
            Case("Do you bake Wedding cakes?", Reading()),
            Protocol(topics=(ScopeTopic("Weddings", ("wedding cake",), "Ines designs them herself."),)),
        ),
    ),
)
