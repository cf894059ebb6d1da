"""What the bot is sure of, it answers."""

from warmline.decisions.case import ANSWER, Case, Proposal, Protocol, Verdict
from warmline.decisions.judging import known
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.reading import Reading


def speak(case: Case, protocol: Protocol) -> Verdict | None:
    answer = known(case, protocol)
    if answer is None:
        return None
    return Verdict(
        rule="knows_answer",
        action=ANSWER,
        weight=Weight.KNOWS_ANSWER,
        because=f"{answer.confidence:.0%} sure that “{answer.title}” answers it.",
        keys=(answer.key,),
    )


RULE = Rule(
    name="knows_answer",
    about="When the bot is as sure as you ask, it answers, and shows where the answer comes from.",
    speak=speak,
    samples=(
        (
            Case("When are you open?", Reading(), (Proposal("curated:hours", "Hours", "At 7.", 0.9),)),
            Protocol(),
        ),
    ),
)
