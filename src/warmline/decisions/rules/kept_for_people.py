"""Topics that the owner keeps for people go to people."""

from warmline.conversations.models import Priority, Reason
from warmline.decisions.case import HAND_OVER, Case, Protocol, ScopeTopic, Verdict
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.plain import STOP, plain
from warmline.understanding.reading import Reading


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
    for topic in topics:
        for phrase in topic.words:
            place = _place(message.words, tuple(word for word in plain(phrase).words if word != STOP))
            if place:
                return topic, message.quote(*place)
    return None


def _place(words: tuple[str, ...], phrase: tuple[str, ...]) -> tuple[int, int] | None:
    """Where the phrase stands; its last word may also stand in the plural."""
    size = len(phrase)
    if not size:
        return None
    ends = (phrase[-1], f"{phrase[-1]}s")
    for start in range(len(words) - size + 1):
        if words[start : start + size - 1] == phrase[:-1] and words[start + size - 1] in ends:
            return start, start + size
    return None


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
