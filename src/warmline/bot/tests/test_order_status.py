"""An order is told only to who knows number and address, and nobody learns which orders exist."""

import pytest

from warmline.bot.answerers.order_status import ANSWERER, find_number
from warmline.bot.tests.asking import NOW, line, question
from warmline.commerce.models import Order
from warmline.conversations.turn import Line
from warmline.customers.models import Customer
from warmline.decisions.case import Proposal
from warmline.web.models import Business

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def order(business: Business, dana: Customer) -> Order:
    return Order.objects.create(
        number="BR-1042", customer=dana, status="preparing", placed_at=NOW, total_minor=2450
    )


def answered(text: str, *history: Line) -> Proposal:
    (proposal,) = ANSWERER.propose(question(text, *history))
    return proposal


def talk(*texts: str) -> tuple[Proposal, tuple[Line, ...]]:
    """A customer says one thing after the other; the last proposal, with all that was said before it."""
    history: tuple[Line, ...] = ()
    for text in texts:
        before, proposal = history, answered(text, *history)
        number = len(history)
        said = line(number + 1, "customer", text), line(number + 2, "bot", proposal.text, proposal.key)
        history = (*before, *said)
    return proposal, before


@pytest.mark.parametrize(
    "text",
    [
        "BR-1042",
        "br1042",
        "Br 1042",
        "BR – 1042",
        "my number is BR.1042!",
        "br_1042",
        "ＢＲ－１０４２",
        "where is order BR-1042, ordered in 2025?",
    ],
)
def test_a_number_is_read_however_it_is_written(text: str) -> None:
    assert find_number(text) == "BR-1042"


@pytest.mark.parametrize(
    "text", ["#1042", "order 1042", "order no. 1042", "order number is 1042", "Order: 1042"]
)
def test_digits_count_after_the_word_order(text: str) -> None:
    assert find_number(text) == "1042"


@pytest.mark.parametrize(
    "text",
    [
        "give me 100% off",
        "we are 120 people",
        "it costs usd 300",
        "i need eur 500 now for my 200 guests",
        "",
        "1042",
        "in 2024",
        "for 1200 people",
        "dana1042@mail.example",
        "may 2026",
        "12",
        "no 🎂",
    ],
)
def test_other_figures_are_no_order(text: str) -> None:
    assert find_number(text) == ""


def test_bare_digits_count_once_the_bot_asked_for_them() -> None:
    assert find_number("1042", is_asked=True) == "1042"


@pytest.mark.parametrize(
    "texts",
    [
        ("where is my order BR-1042? dana@mail.example",),
        ("order BR-1042", "it was Dana@Mail.Example"),
        ("order BR-1042", "hm, what address do I have? dana@mail.example"),
        ("it is order 1042", "dana@mail.example"),
        ("order BR-9999", "dana@mail.example", "sorry, 1042"),
    ],
)
def test_both_halves_in_any_order_give_the_status(texts: tuple[str, ...], dana: Customer) -> None:
    proposal, _ = talk(*texts)
    assert proposal.key == "order:status:BR-1042"
    assert "BR-1042" in proposal.text and proposal.proves_customer == dana.pk
    assert proposal.sources


def test_the_address_may_come_first() -> None:
    history = (line(1, "customer", "where is my order"), line(2, "bot", "Please tell me ...", "order:ask"))
    asked = answered("dana@mail.example", *history)
    assert asked.key == "order:ask" and "order number" in asked.text
    more = line(3, "customer", "dana@mail.example"), line(4, "bot", asked.text, asked.key)
    assert answered("1042", *history, *more).key == "order:status:BR-1042"


def test_a_wrong_number_and_a_wrong_address_sound_the_same() -> None:
    wrong_number, _ = talk("order BR-9999 dana@mail.example")
    wrong_address, _ = talk("order BR-1042 charlie@mail.example")
    assert wrong_number.text == wrong_address.text
    assert wrong_number.fails and wrong_address.fails
    assert wrong_number.proves_customer == wrong_address.proves_customer == 0


def test_asking_for_the_address_does_not_tell_whether_the_order_exists() -> None:
    known, _ = talk("order BR-1042")
    unknown, _ = talk("order BR-9999")
    assert known.text.replace("1042", "9999") == unknown.text


@pytest.mark.parametrize("text", ["i dont have the number", "I lost the confirmation", "no number, sorry"])
def test_who_has_no_number_is_offered_a_person(text: str) -> None:
    history = (line(1, "customer", "where is my order"), line(2, "bot", "Please tell me ...", "order:ask"))
    proposal = answered(text, *history)
    assert proposal.key == "order:number-lost" and proposal.fails
    assert "person" in proposal.text


@pytest.mark.parametrize(
    "text", ["BR-1042", "status of BR-1042?", "any news on my order br-1042", "hi, it's order 1042"]
)
def test_a_number_by_itself_asks_how_the_order_stands(text: str) -> None:
    assert answered(text).confidence >= 0.55


@pytest.mark.parametrize(
    "text",
    ["order BR-1042 came broken", "refund for order 1042", "please cancel BR-1042", "bill #1042 is wrong"],
)
def test_a_number_in_another_matter_does_not(text: str) -> None:
    assert answered(text).confidence < 0.55


def test_something_else_is_not_taken_for_the_order() -> None:
    history = (line(1, "customer", "where is my order"), line(2, "bot", "Please tell me ...", "order:ask"))
    assert ANSWERER.propose(question("are you open on sunday", *history)) == ()
