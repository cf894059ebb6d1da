"""Closed conversations become cases: each question once, without what is personal, and gone when erased."""

from datetime import timedelta

import pytest

from warmline.copilot import gathering
from warmline.copilot.cases import find_cases
from warmline.copilot.models import CaseGathering, SolvedCase
from warmline.copilot.tests.scene import BROKEN, SOLD, Work, gather_all, know_a_little, reply, solved, taken
from warmline.customers.models import Customer
from warmline.desk.tests.talk import open_talk
from warmline.jobs.models import Job
from warmline.lib.time import now
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def knowledge(business: object) -> None:
    know_a_little()


def test_a_case_tells_how_long_it_took_and_how_it_was_rated(dana: Customer, bob: Person) -> None:
    solved(bob, BROKEN, SOLD, score=5)
    gather_all()
    (case,) = find_cases(BROKEN, open_talk(dana).row)
    assert (case.question, case.by, case.minutes, case.rating, case.is_solved) == (
        BROKEN,
        "Bob Nolan",
        20,
        5,
        True,
    )
    assert case.likeness > 0.8


def test_gathering_again_adds_nothing_and_portions_miss_nothing(bob: Person) -> None:
    texts = ["do you sell gluten free rolls", "can i change my order", "is the shop open at easter"]
    for text in texts:
        solved(bob, text, "Yes, we certainly do that for everybody.")
    while gathering.gather(portion=1):
        pass
    gather_all()
    assert sorted(SolvedCase.objects.values_list("question__text", flat=True)) == sorted(texts)


def test_what_is_open_withdrawn_or_only_small_talk_is_no_case(dana: Customer, bob: Person) -> None:
    reply(taken(dana, bob, BROKEN), bob, SOLD)
    solved(bob, "thanks", SOLD)
    episode = solved(bob, BROKEN, SOLD).row.episodes.get()
    episode.closed_because = "withdrawn"
    episode.save()
    gather_all()
    assert not SolvedCase.objects.exists()


def test_what_is_erased_is_not_found_even_where_the_index_still_knows_it(dana: Customer, bob: Person) -> None:
    talk = solved(bob, BROKEN, SOLD)
    gather_all()
    assert find_cases(BROKEN, open_talk(dana).row)
    talk.row.delete()
    assert find_cases(BROKEN, open_talk(dana).row) == ()


def test_a_reply_that_is_all_personal_is_a_case_without_words(dana: Customer, bob: Person) -> None:
    solved(bob, BROKEN, "Yusuf, BR-1042 is waiting for you at 12 Mill Street.")
    gather_all()
    assert find_cases(BROKEN, open_talk(dana).row)[0].text == ""


def test_nothing_known_and_nothing_said_find_nothing(dana: Customer, bob: Person) -> None:
    assert find_cases(BROKEN, open_talk(dana).row) == ()
    solved(bob, BROKEN, SOLD)
    gather_all()
    assert find_cases("🎂", open_talk(dana).row) == ()
    assert find_cases("", open_talk(dana).row) == ()


def test_opened_pages_ask_for_a_look_once_in_ten_minutes(bob: Person, work: Work) -> None:
    solved(bob, BROKEN, SOLD)
    work()
    gathering.gather_when_old()
    gathering.gather_when_old()
    assert Job.objects.filter(name="cases to gather").count() == 1
    work()
    assert SolvedCase.objects.count() == 1
    gathering.gather_when_old()
    assert not Job.objects.filter(name="cases to gather").exists()
    CaseGathering.objects.update(looked_at=now() - timedelta(minutes=11))
    gathering.gather_when_old()
    assert Job.objects.filter(name="cases to gather").count() == 1
