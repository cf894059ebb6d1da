"""What could Bob reply? At most three proposals with their source, in his words, and nothing where nothing fits."""

import pytest

from warmline.conversations.appending import Words, append
from warmline.conversations.holding import current_episode, hold
from warmline.copilot.models import Preference
from warmline.copilot.suggesting import Suggestion, suggest
from warmline.copilot.tests.scene import (
    BROKEN,
    PARKING,
    SOLD,
    gather_all,
    know_a_little,
    reply,
    solved,
    taken,
)
from warmline.copilot.wording import first_name
from warmline.customers.models import Customer
from warmline.desk.tests.talk import BOT, Talk
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def knowledge(business: object) -> None:
    know_a_little()


def suggested(talk: Talk, person: Person) -> tuple[Suggestion, ...]:
    return suggest(talk.row, person, "https://bakery.example")


def test_the_answer_that_fits_comes_first_with_its_source_and_how_sure_it_is(
    dana: Customer, bob: Person
) -> None:
    first = suggested(taken(dana, bob, "Hello", "where can I park my car?"), bob)[0]
    assert (first.kind, first.key, first.source) == ("answer", "parking", "Answer: Parking")
    assert first.text == f"Hi Dana,\n{PARKING}"
    assert 0.5 < first.confidence <= 1


def test_who_has_greeted_does_not_greet_again_and_signs_as_they_chose(dana: Customer, bob: Person) -> None:
    Preference.objects.create(person=bob, sign_off="Warm regards, Bob")
    talk = taken(dana, bob, "Hello there, I have a question")
    reply(talk, bob, "Hi Dana, go on!")
    talk.says("where can I park?")
    assert suggested(talk, bob)[0].text == f"{PARKING}\nWarm regards, Bob"


def test_an_article_is_quoted_and_linked(dana: Customer, bob: Person) -> None:
    found = suggested(taken(dana, bob, "is there milk in the rye bread? I have an allergy"), bob)
    article = next(each for each in found if each.kind == "article")
    assert "https://bakery.example/help/articles/allergies/" in article.text
    assert article.source == "Article: Allergies and ingredients"


def test_a_case_that_was_solved_is_suggested_without_what_is_personal(dana: Customer, bob: Person) -> None:
    solved(bob, BROKEN, f"Hi Yusuf, {SOLD} Your order BR-1042 is at 12 Mill Street.")
    gather_all()
    found = suggested(taken(dana, bob, "my cake box was torn, what can you do about the box?"), bob)
    case = next(each for each in found if each.kind == "case")
    assert SOLD in case.text
    assert case.source.startswith("Solved case")
    assert not any(word in case.text for word in ("Yusuf", "BR-1042", "Mill"))


def test_a_case_that_left_somebody_unhappy_is_not_suggested(dana: Customer, bob: Person) -> None:
    solved(bob, BROKEN, SOLD, score=1)
    gather_all()
    assert [each for each in suggested(taken(dana, bob, BROKEN), bob) if each.kind == "case"] == []


def test_what_the_bot_has_said_and_what_a_form_answers_are_not_suggested(dana: Customer, bob: Person) -> None:
    talk = taken(dana, bob, "where can I park?")
    with hold(talk.pk) as row:
        append(row, current_episode(row), BOT, Words(PARKING, answer_key="curated:parking"))
    talk.says("where can I park, please?")
    assert "parking" not in [each.key for each in suggested(talk, bob)]
    asked = taken(Customer.objects.create(name="Eve"), bob, "where is my order?")
    assert "order" not in [each.key for each in suggested(asked, bob)]


@pytest.mark.parametrize("texts", [(), ("🎂",), ("thanks",), ("", "?"), ("zxqv wvut",)])
def test_nothing_is_suggested_where_nothing_is_asked(
    dana: Customer, bob: Person, texts: tuple[str, ...]
) -> None:
    talk = taken(dana, bob, *(text for text in texts if text))
    assert [each for each in suggested(talk, bob) if each.confidence > 0.5] == []


def test_after_the_reply_nothing_waits(dana: Customer, bob: Person) -> None:
    talk = taken(dana, bob, "where can I park?")
    reply(talk, bob, "In the yard.")
    assert suggested(talk, bob) == ()


def test_who_does_not_hold_it_gets_none(dana: Customer, bob: Person, carol: Person) -> None:
    assert suggested(taken(dana, bob, "where can I park?"), carol) == ()


def test_a_huge_question_is_answered_all_the_same(dana: Customer, bob: Person) -> None:
    talk = taken(dana, bob, "where can I park? " + "blah " * 790)
    assert len(suggested(talk, bob)) <= 3


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Dana Whelan", "Dana"),
        ("Zoë-Anne O'Neill", "Zoë-Anne"),
        ("dana@mail.example", ""),
        ("Dr. Whelan", ""),
        ("", ""),
        ("  ", ""),
        ("<b>x</b>", ""),
        ("4711", ""),
    ],
)
def test_only_a_name_is_greeted_by(name: str, first: str) -> None:
    assert first_name(name) == first
