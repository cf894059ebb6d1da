"""A "yes" to "did that solve it?" closes the matter."""

from warmline.decisions.case import CLOSE, Case, Protocol, Verdict
from warmline.decisions.judging import says
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.reading import Reading, Signal


def speak(case: Case, protocol: Protocol) -> Verdict | None:
    if not (case.asked_if_solved and says(case, "yes", "thanks", "goodbye")):
        return None
    return Verdict(
        rule="solved",
        action=CLOSE,
        weight=Weight.SOLVED,
        because="The customer said that it is solved.",
        to_customer="I am glad that helped!",
    )


RULE = Rule(
    name="solved",
    about="When the customer says that the answer helped, the conversation is closed.",
    speak=speak,
    samples=((Case("yes", Reading(act=Signal("yes")), asked_if_solved=True), Protocol()),),
)
