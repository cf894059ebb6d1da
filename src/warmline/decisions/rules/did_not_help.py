"""A plain "no" to "did that help?" is a failure of the bot, and is met with the offer of a person."""

from typing import Final

from warmline.decisions.case import ADMIT, Case, Protocol, Verdict
from warmline.decisions.judging import refuses
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.reading import Reading, Signal

SORRY: Final = "I am sorry that this was not it: will you say it in other words, or shall I ask a person?"


def speak(case: Case, protocol: Protocol) -> Verdict | None:
    if not refuses(case):
        return None
    return Verdict(
        rule="did_not_help",
        action=ADMIT,
        weight=Weight.DID_NOT_HELP,
        because="Said that it did not help.",
        to_customer=SORRY,
    )


RULE = Rule(
    name="did_not_help",
    about="When an answer did not help, the bot says so and offers a person.",
    speak=speak,
    samples=((Case("no", Reading(act=Signal("no")), asked_if_solved=True), Protocol()),),
)
