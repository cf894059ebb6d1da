"""A "yes" to the offer of a person brings one."""

from warmline.conversations.models import Priority, Reason
from warmline.decisions.case import HAND_OVER, Case, Protocol, Verdict
from warmline.decisions.judging import says
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.reading import Reading, Signal


def speak(case: Case, protocol: Protocol) -> Verdict | None:
    if not (case.offered_person and says(case, "yes")):
        return None
    return Verdict(
        rule="accepted_offer",
        action=HAND_OVER,
        weight=Weight.ACCEPTED_OFFER,
        because="Said yes when the bot offered a person.",
        to_customer="Gladly, a person will take over from here.",
        reason=Reason.CUSTOMER_REQUEST.value,
        priority=Priority.SOON.value,
    )


RULE = Rule(
    name="accepted_offer",
    about="When the bot has offered a person and the customer says yes, a person takes over.",
    speak=speak,
    samples=((Case("yes", Reading(act=Signal("yes")), offered_person=True), Protocol()),),
)
