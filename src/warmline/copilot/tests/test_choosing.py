"""What became of a suggestion is kept: taken, edited, replaced or refused, once, with who and where it stood."""

import pytest

from warmline.copilot.choosing import Chosen, choose, judge
from warmline.copilot.models import Choice
from warmline.copilot.suggesting import suggest
from warmline.copilot.tests.scene import PARKING, Work, know_a_little, reply, taken
from warmline.customers.models import Customer
from warmline.desk.tests.talk import Talk
from warmline.learning.models import Example
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db

PUT_IN = Chosen("answer", "parking", Choice.Outcome.PUT_IN)
REFUSED = Chosen("answer", "parking", Choice.Outcome.REFUSED)


@pytest.fixture
def talk(business: object, dana: Customer, bob: Person) -> Talk:
    know_a_little()
    return taken(dana, bob, "where can I park my car?")


@pytest.mark.parametrize(
    ("sent", "outcome"),
    [
        (f"Hi Dana,\n{PARKING}", "taken"),
        (f"Hi Dana, {PARKING}", "taken"),
        (f"Hello Dana! {PARKING} Mind the puddle.", "edited"),
        ("Park where you like, it is Sunday.", "replaced"),
        ("🎂", "replaced"),
    ],
)
def test_what_was_sent_tells_what_became_of_it(
    talk: Talk, bob: Person, work: Work, sent: str, outcome: str
) -> None:
    assert choose(talk.row, bob, PUT_IN)
    number = reply(talk, bob, sent)
    work()
    work()
    choice = Choice.objects.get()
    assert (choice.outcome, choice.place, choice.person, choice.kind, choice.key) == (
        outcome,
        1,
        bob,
        "answer",
        "parking",
    )
    assert choice.text == f"Hi Dana,\n{PARKING}"
    assert choice.reply is not None
    assert (choice.reply.number, choice.reply.text) == (number, sent)


def test_put_in_twice_is_kept_once(talk: Talk, bob: Person) -> None:
    assert choose(talk.row, bob, PUT_IN)
    assert choose(talk.row, bob, PUT_IN)
    assert Choice.objects.count() == 1


def test_a_refused_one_is_gone_for_who_refused_it_and_teaches_nothing(
    talk: Talk, bob: Person, work: Work
) -> None:
    assert choose(talk.row, bob, REFUSED)
    assert "parking" not in [each.key for each in suggest(talk.row, bob)]
    assert choose(talk.row, bob, REFUSED)
    reply(talk, bob, "It is Sunday.")
    work()
    assert Choice.objects.get().outcome == "refused"
    assert not Example.objects.exists()


def test_what_is_not_suggested_cannot_be_chosen(talk: Talk, bob: Person, carol: Person) -> None:
    assert not choose(talk.row, bob, Chosen("answer", "nothing", Choice.Outcome.PUT_IN))
    assert not choose(talk.row, bob, Chosen("case", "999", Choice.Outcome.PUT_IN))
    reply(talk, bob, "Done.")
    assert not choose(talk.row, bob, PUT_IN)
    assert not Choice.objects.exists()


def test_a_reply_does_not_settle_what_a_colleague_put_in(
    talk: Talk, bob: Person, carol: Person, work: Work
) -> None:
    assert choose(talk.row, bob, PUT_IN)
    Choice.objects.update(person=carol)
    reply(talk, bob, "One moment.")
    work()
    assert Choice.objects.get().outcome == "put_in"


def test_erasing_the_question_takes_the_choice_along(talk: Talk, bob: Person) -> None:
    assert choose(talk.row, bob, PUT_IN)
    talk.row.delete()
    assert not Choice.objects.exists()


def test_two_words_are_judged_too() -> None:
    assert judge("OK.", "ok.") == "taken"
    assert judge("OK.", "Well, ok. Bye") == "edited"
    assert judge("OK.", "Never") == "replaced"
    assert judge("", "") == "taken"
