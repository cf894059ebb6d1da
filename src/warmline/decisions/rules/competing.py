"""What the bot half understands, it asks back about, once and not twice in a row."""

from typing import Final

from warmline.decisions.case import ASK_BACK, Case, Proposal, Protocol, Verdict
from warmline.decisions.judging import best, is_small_talk, known, may_ask_back
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.reading import Reading

#: At most so many are named, and only those at least so near to the best one (chosen by us).
MOST_NAMED: Final = 3
NEAR_SHARE: Final = 0.5


def speak(case: Case, protocol: Protocol) -> Verdict | None:
    nearest = best(case)
    if nearest is None or is_small_talk(case) or known(case, protocol) or not may_ask_back(case, protocol):
        return None
    named = _near(case, nearest)
    titles = " or ".join(f"“{one.title}”" for one in named)
    return Verdict(
        rule="competing",
        action=ASK_BACK,
        weight=Weight.COMPETING,
        because=f"Only {nearest.confidence:.0%} sure; it may be about {titles}.",
        to_customer="I want to be sure that I understand you.",
        keys=tuple(one.key for one in named),
    )


def _near(case: Case, nearest: Proposal) -> tuple[Proposal, ...]:
    """The best and what comes near it, best first; each title once."""
    near = [
        one
        for one in sorted(case.proposals, key=lambda proposal: -proposal.confidence)
        if not one.talk and one.confidence >= NEAR_SHARE * nearest.confidence
    ]
    by_title = {one.title: one for one in reversed(near)}
    return tuple(one for one in near if by_title[one.title] is one)[:MOST_NAMED]


RULE = Rule(
    name="competing",
    about="When the bot is only half sure, it asks what was meant, but never twice in a row.",
    speak=speak,
    samples=(
        (
            Case(
                "delivery sunday",
                Reading(),
                (
                    Proposal("curated:a", "Delivery", "...", 0.55),
                    Proposal("curated:b", "Sunday hours", "...", 0.5),
                ),
            ),
            Protocol(),
        ),
    ),
)
