"""The bot answers what it should, and above all does not answer what it should not: floors on labelled questions."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.db import transaction

from tests.quality.measuring import NO_KEYS, PLAYBOOKS, Outcome, ask, count, read_questions
from warmline.knowledge import index
from warmline.knowledge.models import Answer, Article
from warmline.lib.time import now
from warmline.playbooks.loading import load_playbook

#: A bit below what is reached while the bot is careful (docs/decisions/0005-learning.md): share of the known questions
#: answered rightly at once, and of those answered or confirmed by one tap, in percent.
FLOORS: Final = {"bakery": 56, "online_shop": 66}
WITH_A_TAP: Final = 85
#: The worst that is allowed: wrong answers in 100 automated ones.
MOST_WRONG: Final = 3.0


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", params=PLAYBOOKS)
def outcomes(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    with django_db_blocker.unblock(), transaction.atomic():
        index._live = None
        load_playbook(request.param, now())
        _check_labels(request.param)
        yield request.param, tuple(ask(read_questions(request.param)))
        transaction.set_rollback(True)
    index._live = None


def _check_labels(playbook: str) -> None:
    """A label that no entry has would never be right."""
    keys = {*Answer.objects.values_list("key", flat=True), *NO_KEYS}
    keys |= {f"article:{slug}" for slug in Article.objects.values_list("slug", flat=True)}
    wanted = {label for question in read_questions(playbook) for label in question.expected}
    assert wanted <= keys


def test_nobody_who_needs_a_person_is_kept_from_one(outcomes: tuple[str, tuple[Outcome, ...]]) -> None:
    _, found = outcomes
    assert [one.question.text for one in found if one.verdict == "missed"] == []


def test_wrong_answers_are_rare(outcomes: tuple[str, tuple[Outcome, ...]]) -> None:
    _, found = outcomes
    wrong = [(one.question.text, one.decision.because) for one in found if one.verdict == "wrong"]
    assert count(found).wrong_percent <= MOST_WRONG, wrong


def test_most_of_what_is_known_is_answered_or_asked_back_about(
    outcomes: tuple[str, tuple[Outcome, ...]],
) -> None:
    playbook, found = outcomes
    figures = count(found)
    assert figures.right_percent >= FLOORS[playbook], figures
    assert 100 * (figures.known_right + figures.known_useful) >= WITH_A_TAP * figures.known, figures
    assert figures.known_admitted <= 0.2 * figures.known, figures


def test_people_are_not_bothered_with_routine(outcomes: tuple[str, tuple[Outcome, ...]]) -> None:
    _, found = outcomes
    figures = count(found)
    assert figures.known_handed_over <= 0.03 * figures.known, figures


@pytest.mark.parametrize("playbook", PLAYBOOKS)
def test_both_halves_hold_every_kind_of_question(playbook: str) -> None:
    for half in ("dev", "test"):
        questions = read_questions(playbook, half)
        assert len(questions) >= 100
        assert {"known", "unknown", "person", "talk"} <= {question.kind for question in questions}
        assert any(question.before for question in questions)
