"""Somebody who is upset should not have to talk to a machine."""

from warmline.conversations.models import Priority, Reason
from warmline.decisions.case import HAND_OVER, Case, Protocol, Verdict
from warmline.decisions.judging import quoted, says
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.reading import Reading, Signal


def speak(case: Case, protocol: Protocol) -> Verdict | None:
    frustration = case.reading.frustration
    # "Thanks" and "yes" after a storm mean that it is over.
    if frustration.value < protocol.frustration_at or says(case, "thanks", "goodbye", "yes"):
        return None
    evidence = quoted(frustration.words) or "it grew over the conversation"
    return Verdict(
        rule="upset",
        action=HAND_OVER,
        weight=Weight.UPSET,
        because=f"The customer is upset: {evidence}.",
        to_customer="I am sorry that this is so upsetting - you deserve a person who looks into it properly.",
        reason=Reason.EMOTION.value,
        priority=Priority.HIGH.value,
        words=frustration.words,
    )


RULE = Rule(
    name="upset",
    about="A customer who sounds upset gets a person, even if the bot knows the answer.",
    speak=speak,
    samples=((Case("RIDICULOUS!", Reading(frustration=Signal(0.8, 0.8, ("RIDICULOUS",)))), Protocol()),),
)
