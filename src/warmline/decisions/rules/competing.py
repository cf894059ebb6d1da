"""What the bot half understands, it asks back about, once and not twice in a row."""

from typing import Final

from warmline.decisions.case import ASK_BACK, Case, Proposal, Protocol, Verdict
from warmline.decisions.judging import best, is_small_talk, known, may_ask_back
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.reading import Reading

#: At most so many are named, and only those at least so near to the best one (chosen by us).
MOST_NAMED: Final = 3
NEAR_SHARE: Final = 0.25


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
        because=f"{_how_sure(nearest, protocol)}; it may be about {titles}.",
        to_customer="I want to be sure that I understand you.",
        keys=tuple(one.key for one in named),
    )


def _how_sure(nearest: Proposal, protocol: Protocol) -> str:
    if nearest.confidence < protocol.answer_at:
        return f"Only {nearest.confidence:.0%} sure"
    return f"{nearest.confidence:.0%} sure, but careful while nothing is promised"


def _near(case: Case, nearest: Proposal) -> tuple[Proposal, ...]:
    """The best and what comes near it, best first; each title once, and no article beside an answer from it."""
    near: list[Proposal] = []
    for one in sorted(case.proposals, key=lambda proposal: -proposal.confidence):
        if one.talk or one.covers > 1 or one.confidence < NEAR_SHARE * nearest.confidence:
            continue
        if not any(_is_same_topic(one, other) for other in near):
            near.append(one)
    return tuple(near[:MOST_NAMED])


def _is_same_topic(one: Proposal, other: Proposal) -> bool:
    """Two answers may well rest on one article: only the article itself is no second choice beside them."""
    shared = {source.url for source in one.sources if source.url} & {source.url for source in other.sources}
    is_article = one.key.startswith("article:") or other.key.startswith("article:")
    return one.title == other.title or (is_article and bool(shared))


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
                    Proposal("curated:a", "Delivery", "...", 0.45),
                    Proposal("curated:b", "Sunday hours", "...", 0.4),
                ),
            ),
            Protocol(),
        ),
    ),
)
