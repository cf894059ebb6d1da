"""Who asks for a person gets one."""

from typing import Final

from warmline.conversations.models import Priority, Reason
from warmline.decisions.case import HAND_OVER, Case, Protocol, Verdict
from warmline.decisions.judging import quoted
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.reading import Reading, Signal

#: Below this the wish was read between the lines ("you don't understand"); see readers/wish.toml.
SAID_OUTRIGHT: Final = 0.9
ASKED: Final = "Asked for a person"
GAVE_UP: Final = "Has given up on the bot"


def speak(case: Case, protocol: Protocol) -> Verdict | None:
    wish = case.reading.wish
    if not wish.value:
        return None
    said_outright = wish.confidence >= SAID_OUTRIGHT
    return Verdict(
        rule="asked_for_person",
        action=HAND_OVER,
        weight=Weight.ASKED_FOR_PERSON,
        because=f"{ASKED if said_outright else GAVE_UP}: {quoted(wish.words)}.",
        to_customer="Of course, a person will take over from here."
        if said_outright
        else "I am sorry, I am clearly not helping - a person should take over from here.",
        reason=Reason.CUSTOMER_REQUEST.value,
        priority=Priority.SOON.value,
        words=wish.words,
    )


RULE = Rule(
    name="asked_for_person",
    about="Whoever asks for a person, in whatever words, gets one; this cannot be switched off.",
    speak=speak,
    samples=(
        (Case("human please", Reading(wish=Signal(True, 0.95, ("human please",)))), Protocol()),
        (
            Case("you don't understand", Reading(wish=Signal(True, 0.75, ("you don't understand",)))),
            Protocol(),
        ),
    ),
)
