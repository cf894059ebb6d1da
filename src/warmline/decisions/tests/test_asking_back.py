"""What the bot asks back with: few choices, each of another topic; and what a topic of the owner covers."""

import pytest

from warmline.decisions.case import ANSWER, ASK_BACK, HAND_OVER, Case, Proposal, Protocol, ScopeTopic, Source
from warmline.decisions.deciding import decide
from warmline.understanding.reading import Reading

VISIT = (Source("Visit us", "/help/articles/visit/"),)
HOURS = Proposal("curated:hours", "Opening hours", "From 7 to 18.", 0.4, VISIT)
PARKING = Proposal("curated:parking", "Parking", "Three bays.", 0.3, VISIT)
ARTICLE = Proposal("article:visit", "Visit us", "From our help page ...", 0.35, VISIT)
BOTH = Proposal("curated:hours+parking", "Opening hours · Parking", "...", 0.3, VISIT, covers=2)
CHARGED = Protocol(topics=(ScopeTopic("Charges", ("charged twice", "full refund")),))


def chosen(*proposals: Proposal) -> tuple[str, tuple[str, ...]]:
    decision = decide(Case("a question", Reading(), proposals), Protocol())
    return decision.action, tuple(proposal.key for proposal in decision.proposals)


def test_two_answers_from_one_article_are_two_choices_the_article_is_none() -> None:
    assert chosen(HOURS, ARTICLE, PARKING, BOTH) == (ASK_BACK, ("curated:hours", "curated:parking"))


def test_at_most_three_are_named_and_none_that_is_far_behind() -> None:
    rivals = [Proposal(f"curated:{n}", f"Title {n}", "...", 0.4 - n / 10) for n in range(4)]
    assert chosen(*rivals) == (ASK_BACK, ("curated:0", "curated:1", "curated:2"))
    assert chosen(rivals[0], Proposal("curated:far", "Far", "...", 0.05)) == (ASK_BACK, ("curated:0",))


def test_of_sure_proposals_the_one_that_answers_both_questions_is_sent() -> None:
    sure = Proposal("curated:hours", "Opening hours", "From 7 to 18.", 0.9, VISIT)
    both = Proposal("curated:hours+parking", "Both", "...", 0.6, VISIT, covers=2)
    assert chosen(sure, both) == (ANSWER, ("curated:hours+parking",))
    assert chosen(sure, BOTH) == (ANSWER, ("curated:hours",))


@pytest.mark.parametrize(
    "text", ["you charged me twice", "I was charged for it twice!", "a full refund please"]
)
def test_small_words_do_not_hide_a_topic_kept_for_people(text: str) -> None:
    assert decide(Case(text, Reading()), CHARGED).action == HAND_OVER


@pytest.mark.parametrize(
    "text", ["I was charged. Twice I wrote.", "charged delivery twice", "twice charged", ""]
)
def test_other_words_between_make_it_another_matter(text: str) -> None:
    assert decide(Case(text, Reading()), CHARGED).action != HAND_OVER
