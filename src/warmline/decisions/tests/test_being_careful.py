"""While nothing is promised the bot answers only what it is surer of, and lets the customer confirm the rest."""

from datetime import UTC, datetime

import pytest

from warmline.decisions.case import ADMIT, ANSWER, ASK_BACK, HAND_OVER, Case, Proposal, Protocol
from warmline.decisions.deciding import decide
from warmline.decisions.in_words import describe
from warmline.decisions.models import Promise
from warmline.decisions.protocol import current_protocol
from warmline.understanding.reading import Reading, Signal
from warmline.web.options import change

CAREFUL = Protocol(careful_at=0.75)
HOURS = Proposal("curated:hours", "Opening hours", "From 7 to 18.", 0.65)
PARKING = Proposal("curated:parking", "Parking", "Three bays.", 0.6)
NOW = datetime(2026, 11, 25, tzinfo=UTC)


def action(case: Case, protocol: Protocol = CAREFUL) -> str:
    return decide(case, protocol).action


def test_what_it_is_not_careful_enough_for_is_confirmed_by_one_tap() -> None:
    decision = decide(Case("hours?", Reading(), (HOURS,)), CAREFUL)
    assert (decision.action, [one.key for one in decision.proposals]) == (ASK_BACK, ["curated:hours"])
    assert "careful while nothing is promised" in decision.because
    assert action(Case("hours?", Reading(), (HOURS,)), Protocol()) == ANSWER


def test_a_clear_question_is_answered_at_once() -> None:
    sure = Proposal("curated:hours", "Opening hours", "From 7 to 18.", 0.76)
    assert action(Case("When are you open?", Reading(), (sure,))) == ANSWER


def test_who_says_it_again_in_other_words_gets_the_answer_and_is_not_asked_twice() -> None:
    asked = Case("open when", Reading(), (HOURS,), asked_back=True, asked_about=("curated:hours",))
    assert action(asked) == ANSWER


def test_another_matter_may_be_asked_about_but_not_the_same_and_not_on_a_guess() -> None:
    about_hours = Case("and to park?", Reading(), (PARKING,), asked_back=True, asked_about=("curated:hours",))
    assert action(about_hours) == ASK_BACK
    guess = Proposal("curated:parking", "Parking", "Three bays.", 0.4)
    assert action(Case("hm", Reading(), (guess,), asked_back=True, asked_about=("curated:hours",))) == ADMIT


def test_nobody_is_asked_back_more_than_three_times_in_an_episode() -> None:
    assert action(Case("hours?", Reading(), (HOURS,), times_asked_back=2)) == ASK_BACK
    assert action(Case("hours?", Reading(), (HOURS,), times_asked_back=3)) == ANSWER
    guess = Proposal("curated:parking", "Parking", "Three bays.", 0.4)
    assert action(Case("hm", Reading(), (guess,), times_asked_back=3)) == ADMIT


def test_what_was_said_before_may_be_said_again() -> None:
    assert action(Case("and on Friday?", Reading(), (HOURS,), said=("curated:hours",))) == ANSWER


def test_a_sure_half_takes_the_other_half_along() -> None:
    sure = Proposal("curated:parking", "Parking", "Three bays.", 0.9)
    both = Proposal("curated:hours+parking", "Both", "...", 0.65, covers=2)
    decision = decide(Case("open, and parking?", Reading(), (sure, both, HOURS)), CAREFUL)
    assert [one.key for one in decision.proposals] == ["curated:hours+parking"]
    unsure = Case("open, and parking?", Reading(), (HOURS, both))
    assert action(unsure) == ASK_BACK


def test_what_only_asks_on_needs_no_more_care() -> None:
    number = Proposal("order:ask", "Where is my order?", "Which number?", 0.6, expects="order")
    assert action(Case("my parcel", Reading(), (number,))) == ANSWER


def test_needs_of_people_stay_above() -> None:
    wish = Reading(wish=Signal(True, 0.95, ("a person",)))
    assert action(Case("a person", wish, (HOURS,))) == HAND_OVER
    grief = Reading(sensitivity=Signal("bereavement", 0.9, ("died",)))
    assert action(Case("my mother died", grief, (HOURS,))) == HAND_OVER


@pytest.mark.django_db
def test_the_bot_is_careful_until_something_is_promised(business: object) -> None:
    assert (current_protocol().answer_at, current_protocol().careful_at) == (0.55, 0.75)
    assert any("nothing is promised yet" in sentence for sentence in describe(current_protocol(), "EUR"))
    promise = Promise.objects.create(pk=1, threshold=None, target=0.98, at=NOW)
    assert current_protocol().careful_at == 0.75
    promise.threshold = 0.6
    promise.save()
    assert (current_protocol().answer_at, current_protocol().careful_at) == (0.6, 0.0)
    assert not any("nothing is promised yet" in sentence for sentence in describe(current_protocol(), "EUR"))


@pytest.mark.django_db
def test_the_owner_sets_the_careful_limit(business: object) -> None:
    change("decisions.careful_at", 0.5, "Alice")
    assert action(Case("hours?", Reading(), (HOURS,)), current_protocol()) == ANSWER
