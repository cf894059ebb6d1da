"""Who said that they would rather talk to people does, unless a person has just given them back."""

from warmline.conversations.models import Priority, Reason
from warmline.decisions.case import HAND_OVER, Case, Protocol, Verdict
from warmline.decisions.judging import is_small_talk
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.reading import Reading


def speak(case: Case, protocol: Protocol) -> Verdict | None:
    if case.prefers != "person" or is_small_talk(case) or case.instruction:
        return None
    return Verdict(
        rule="prefers_person",
        action=HAND_OVER,
        weight=Weight.PREFERS_PERSON,
        because="Has told us before that they would rather talk to a person.",
        to_customer="One of us will take this with you.",
        reason=Reason.CUSTOMER_REQUEST.value,
        priority=Priority.SOON.value,
    )


RULE = Rule(
    name="prefers_person",
    about="A customer whose profile says that they prefer a person gets one.",
    speak=speak,
    samples=((Case("Do you deliver?", Reading(), prefers="person"), Protocol()),),
)
