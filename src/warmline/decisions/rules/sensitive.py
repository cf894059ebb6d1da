"""A matter of health, bereavement, money trouble, safety or law goes to a person."""

from typing import Final

from warmline.conversations.models import Priority, Reason
from warmline.decisions.case import HAND_OVER, Case, Protocol, Verdict
from warmline.decisions.judging import quoted
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.reading import Reading, Signal

#: From here on it cannot wait (chosen by us: the reader gives 0.6 for "urgent", more for insulin).
URGENT_AT: Final = 0.5
#: In danger nobody is kept from a person, whatever the owner switched off.
DANGER_AT: Final = 0.8
CANNOT_WAIT: Final = ("health", "safety", "bereavement")

NAMES: Final = {
    "health": "health",
    "safety": "safety",
    "bereavement": "a bereavement",
    "money": "money trouble",
    "legal": "a legal matter",
}
KIND_WORDS: Final = {
    "health": "I am so sorry you are going through this - a person should look at this, not a machine.",
    "safety": "Thank you for telling us - your safety comes first, so a person should look at this at once.",
    "bereavement": "I am so sorry for your loss - a person will take care of this with you.",
    "money": "Thank you for being open about this - a person can look for a way with you, which I cannot.",
    "legal": "This deserves a proper answer from somebody who is responsible, so a person will look at it.",
}
DANGER_WORDS: Final = (
    "I am so sorry - if anybody is in danger right now, please call your local emergency number; "
    "a person here should look at this, not a machine."
)


def speak(case: Case, protocol: Protocol) -> Verdict | None:
    reading = case.reading
    matter = reading.sensitivity.value
    is_danger = matter in ("health", "safety") and reading.urgency.value >= DANGER_AT
    if matter not in NAMES or not (protocol.sensitive_to_person or is_danger):
        return None
    return Verdict(
        rule="sensitive",
        action=HAND_OVER,
        weight=Weight.SENSITIVE,
        because=f"It touches {NAMES[matter]}: {quoted(reading.sensitivity.words)}.",
        to_customer=DANGER_WORDS if is_danger else KIND_WORDS[matter],
        reason=Reason.SENSITIVE.value,
        priority=_priority(reading, protocol).value,
        words=reading.sensitivity.words,
    )


def _priority(reading: Reading, protocol: Protocol) -> Priority:
    cannot_wait = reading.urgency.value >= URGENT_AT or reading.frustration.value >= protocol.frustration_at
    return Priority.AT_ONCE if cannot_wait and reading.sensitivity.value in CANNOT_WAIT else Priority.HIGH


RULE = Rule(
    name="sensitive",
    about="Health, a bereavement, money trouble, safety and legal matters go to a person, ahead of the rest.",
    speak=speak,
    samples=(
        (
            Case("My mother died", Reading(sensitivity=Signal("bereavement", 0.9, ("My mother died",)))),
            Protocol(),
        ),
        (
            Case("insulin", Reading(sensitivity=Signal("health", 0.9, ("insulin",)), urgency=Signal(0.9))),
            Protocol(sensitive_to_person=False),
        ),
    ),
)
