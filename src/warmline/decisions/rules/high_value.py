"""Customers of high value talk to a person, unless a person has just given them back."""

from warmline.conversations.models import Priority, Reason
from warmline.decisions.case import HAND_OVER, Case, Protocol, Verdict
from warmline.decisions.judging import is_small_talk
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.reading import Reading


def speak(case: Case, protocol: Protocol) -> Verdict | None:
    is_valued = 0 < protocol.high_value_minor <= case.value_minor
    # A person who gave it back with an instruction decided that the bot may go on.
    if not is_valued or is_small_talk(case) or case.instruction:
        return None
    return Verdict(
        rule="high_value",
        action=HAND_OVER,
        weight=Weight.HIGH_VALUE,
        because="Has bought for as much as your rule for customers of high value asks, or more.",
        to_customer="A person from our team will look after this with you.",
        reason=Reason.HIGH_VALUE.value,
        priority=Priority.SOON.value,
    )


RULE = Rule(
    name="high_value",
    about="Customers who have bought for a certain amount talk to a person at once.",
    speak=speak,
    samples=((Case("Do you deliver?", Reading(), value_minor=60000), Protocol(high_value_minor=60000)),),
)
