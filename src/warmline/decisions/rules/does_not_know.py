"""What the bot does not know, it says it does not know, and offers a person."""

from warmline.decisions.case import ADMIT, Case, Protocol, Verdict
from warmline.decisions.judging import best, is_small_talk, known
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.reading import Reading

UNKNOWN = "I do not know the answer to that, and I would rather not guess: shall I ask a person for you?"
UNREAD = "I could not find a question in that: what do you need, in a few words, or shall I ask a person?"


def speak(case: Case, protocol: Protocol) -> Verdict | None:
    if known(case, protocol):
        return None
    nearest = best(case)
    because = (
        f"Nothing known fits; the nearest is {nearest.confidence:.0%} sure."
        if nearest
        else "Nothing known fits."
    )
    return Verdict(
        rule="does_not_know",
        action=ADMIT,
        weight=Weight.DOES_NOT_KNOW,
        because=because,
        to_customer=UNREAD if is_small_talk(case) else UNKNOWN,
    )


RULE = Rule(
    name="does_not_know",
    about="When the bot does not know, it says so and offers a person instead of guessing.",
    speak=speak,
    samples=((Case("Do you repair ovens?", Reading()), Protocol()),),
)
