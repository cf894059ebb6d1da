"""The draft of an article: from people's own replies, without what is personal, and only from what followed."""

import pytest

from warmline.gaps.drafting import draft_of
from warmline.gaps.tests.asking import BICYCLES, WORKSHOP, Work, answered_by, ask, gathered
from warmline.knowledge.saving import AnswerDraft, save_answer
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bicycles(business: object) -> None:
    """Something is known, so that words have a home."""
    save_answer(AnswerDraft("Opening hours", "We are open from 7 to 18.", ("when are you open",)))


def test_a_draft_says_what_people_replied_without_who_it_was_said_to(work: Work, bob: Person) -> None:
    chat = ask(work, BICYCLES[0])
    answered_by(bob, chat, "Hi Dana, Bob here.", f"{WORKSHOP} Your order BR-1042 is ready, too.")
    chat = ask(work, BICYCLES[1], name="Erin Walsh")
    answered_by(bob, chat, f"Hello Erin, {WORKSHOP[0].lower()}{WORKSHOP[1:]}", "A new tube costs €12, Erin.")
    (gap,) = gathered()
    draft = draft_of(gap.pk)
    assert draft.text.count("workshop in the yard") == 1
    assert "A new tube costs €12." in draft.text
    for personal in ("Dana", "Erin", "Bob", "BR-1042", "Hi", "Hello"):
        assert personal not in draft.text
    assert draft.personal == 1
    assert {quote.name for quote in draft.quotes} == {"Bob"}
    assert draft.title == "Can you repair my bicycle?"
    assert set(draft.phrases) == set(BICYCLES[:2])


def test_without_replies_the_draft_has_a_title_and_no_text(work: Work) -> None:
    ask(work, BICYCLES[0])
    (gap,) = gathered()
    draft = draft_of(gap.pk)
    assert (draft.text, draft.quotes) == ("", ())
    assert draft.title == "Do you repair bicycles?"


def test_what_was_said_before_the_question_is_no_answer_to_it(work: Work, bob: Person) -> None:
    chat = ask(work, "do you sell gift vouchers?")
    answered_by(bob, chat, "We sell vouchers at the counter only.")
    ask(work, BICYCLES[0])
    first, second = gathered()
    assert "vouchers" in draft_of(first.pk).text
    assert draft_of(second.pk).text == ""


def test_a_question_with_personal_data_is_neither_title_nor_phrase(work: Work) -> None:
    ask(work, "do you repair bicycles? my mail is dana@mail.example")
    ask(work, BICYCLES[1])
    (gap,) = gathered()
    draft = draft_of(gap.pk)
    assert draft.phrases == ("can you repair my bicycle",)
    assert "@" not in draft.title


def test_one_question_a_hundred_times_is_one_phrase(work: Work) -> None:
    for _ in range(4):
        ask(work, BICYCLES[0])
    (gap,) = gathered()
    assert draft_of(gap.pk).phrases == (BICYCLES[0],)


def test_a_gap_that_is_gone_has_an_empty_draft() -> None:
    assert draft_of(10**9).phrases == ()
