"""A tap on what the bot asked back with is a label of the question, and nobody can poison the bot with taps."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from warmline.conversations.models import Conversation, Kind, Message
from warmline.customers.models import Customer
from warmline.gaps.tests.asking import Work, ask, last
from warmline.knowledge.models import Answer, Phrase
from warmline.knowledge.saving import AnswerDraft, save_answer
from warmline.learning.models import Example, Version
from warmline.learning.teaching import Said, accept, keep, teach
from warmline.lib.time import now
from warmline.line import visitors
from warmline.web.options import change

pytestmark = pytest.mark.django_db

QUESTION = "when could I come round to you on a sunday"
ODD = "my rucksack strap went ping"


@pytest.fixture(autouse=True)
def knowledge(business: object) -> None:
    hours = ("when do you open", "are you open on sunday", "what time do you close", "opening times")
    delivery = ("do you deliver", "what does delivery cost", "can you bring it to my house", "delivery time")
    save_answer(AnswerDraft("Opening hours", "From 7 to 6.", hours, key="hours"))
    save_answer(AnswerDraft("Delivery", "Anywhere in Dublin.", delivery, key="delivery"))
    change("decisions.careful_at", 1, "Alice")
    change("decisions.ask_back_at", 0, "Alice")


def question_of(chat: UUID) -> Message:
    return Message.objects.filter(conversation=chat, kind=Kind.CUSTOMER).earliest("number")


def tapped(work: Work, choice: str) -> tuple[UUID, Message]:
    """The customer asks, the bot asks back, and the customer says this."""
    chat = ask(work, QUESTION)
    assert last(chat).answer_key.startswith("ask_back:")
    visitors.record(chat, uuid4().hex, choice)
    work()
    return chat, question_of(chat)


def test_a_tap_gives_the_answer_and_labels_the_question_and_not_the_button(work: Work) -> None:
    chat, question = tapped(work, "Opening hours")
    assert last(chat).text == "From 7 to 6."
    example = Example.objects.get()
    assert (example.message, example.right_key, example.origin) == (question, "hours", "chosen")


def test_something_else_says_that_the_likeliest_was_wrong(work: Work) -> None:
    _, question = tapped(work, "None of these")
    example = Example.objects.get()
    assert (example.message, example.origin, example.is_right, example.right_key) == (
        question,
        "declined",
        False,
        "",
    )


@pytest.mark.parametrize("words", ["I would like to talk to a person", "do you sell socks", "👍"])
def test_other_words_than_a_choice_teach_nothing(work: Work, words: str) -> None:
    tapped(work, words)
    assert not Example.objects.exists()


def test_a_rating_after_a_tap_is_about_the_question(work: Work) -> None:
    chat, question = tapped(work, "Opening hours")
    said = last(chat)
    visitors.rate_answer(chat, {"survey": "helpful", "score": 0, "message": said.number})
    work()
    example = Example.objects.get()
    assert (example.message, example.origin, example.is_right) == (question, "unhelpful", False)


def test_a_persons_word_stands_over_a_tap(work: Work) -> None:
    chat, question = tapped(work, "Opening hours")
    teach(question, Answer.objects.get(key="delivery"), "Bob Nolan")
    visitors.record(chat, uuid4().hex, "Opening hours")
    work()
    assert Example.objects.get().right_key == "delivery"


def chosen(work: Work, text: str, key: str, days: int = 0, customer: Customer | None = None) -> Example:
    chat = ask(work, text)
    if customer is not None:
        Conversation.objects.filter(pk=chat).update(customer=customer)
    example = keep(question_of(chat), Said(Answer.objects.get(key=key), Example.Origin.CHOSEN))
    Example.objects.filter(pk=example.pk).update(at=now() - timedelta(days=days))
    return example


def learned() -> list[str]:
    return list(Phrase.objects.filter(origin="learned").values_list("text", flat=True))


def test_many_taps_of_one_customer_count_once_on_however_many_days(work: Work) -> None:
    dana = Customer.objects.create(name="Dana")
    for day in range(6):
        chosen(work, ODD, "delivery", day, dana)
    work()
    assert learned() == []


def test_a_crowd_of_new_visitors_on_one_day_counts_once(work: Work) -> None:
    for _ in range(8):
        chosen(work, ODD, "delivery")
    work()
    assert learned() == []
    assert Version.objects.get(status="live").report["questions"] == 0


def test_three_customers_on_three_days_teach_the_phrase(work: Work) -> None:
    for day in range(3):
        chosen(work, ODD, "delivery", day)
    work()
    assert set(learned()) == {ODD}


def test_a_person_who_finds_a_tap_right_makes_it_a_lesson_at_once(work: Work) -> None:
    example = chosen(work, ODD, "delivery")
    work()
    assert learned() == []
    accept(example, "Alice Byrne")
    work()
    assert learned() == [ODD]


def test_taps_that_contradict_what_is_known_wait_for_a_second_look(work: Work) -> None:
    example = chosen(work, "When do you open?", "delivery")
    work()
    example.refresh_from_db()
    assert example.state == "flagged"


def test_taps_never_make_up_more_than_half_of_what_is_promised_on(work: Work) -> None:
    teach(question_of(ask(work, "do you sell unicorns")), None, "Bob Nolan")
    for day in range(4):
        chosen(work, "do you bring things to Howth", "delivery", day)
    work()
    assert Version.objects.get(status="live").report["questions"] == 2
