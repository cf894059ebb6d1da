"""Who goes in circles with the bot gets a person, before they have to ask for one."""

from typing import Final

from warmline.conversations.models import Priority, Reason
from warmline.decisions.case import HAND_OVER, Case, Protocol, Verdict
from warmline.decisions.judging import known, quoted, says
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.reading import Reading, Signal

#: Chosen by us: an objection to an answer that the bot has given twice, or three objections in a row.
STUCK_AT: Final = 0.65


def speak(case: Case, protocol: Protocol) -> Verdict | None:
    struggle = case.reading.struggle
    if struggle.value < STUCK_AT or says(case, "thanks", "goodbye", "yes", "greeting"):
        return None
    answer = known(case, protocol)
    if answer and answer.key not in case.said:
        return None  # the customer found the words for something else
    return Verdict(
        rule="struggling",
        action=HAND_OVER,
        weight=Weight.STRUGGLING,
        because=f"Goes in circles with the bot: {quoted(struggle.words) or 'the same answer again'}.",
        to_customer="I am sorry, I keep missing what you need, so a person will take over.",
        reason=Reason.CLARIFICATION_FAILED.value,
        priority=Priority.SOON.value,
        words=struggle.words,
    )


RULE = Rule(
    name="struggling",
    about="When a customer keeps objecting to the bot's answers, or it repeats itself, a person takes over.",
    speak=speak,
    samples=(
        (Case("I already did that", Reading(struggle=Signal(0.8, 0.7, ("I already did",)))), Protocol()),
    ),
)
