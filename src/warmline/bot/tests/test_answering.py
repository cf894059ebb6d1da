"""What a customer notices of how the bot answers: it goes on, it answers both, it does not pretend."""

import pytest

from warmline.bot.proposing import propose
from warmline.bot.tests.asking import line, said, turn
from warmline.commerce.models import Product
from warmline.conversations.turn import Line
from warmline.decisions.case import Proposal
from warmline.knowledge.saving import AnswerDraft, save_answer
from warmline.understanding.reading_messages import read
from warmline.web.models import Business

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def knowledge(business: Business) -> None:
    for key, title, text, phrases in (
        ("hours", "Opening hours", "From 7 to 18.", ("when are you open", "are you open on sunday")),
        ("area", "Where we deliver", "Within 8 km.", ("do you deliver", "where do you deliver to")),
        ("fee", "What delivery costs", "It costs €3.50.", ("how much is delivery", "delivery fee")),
        ("cards", "Gift cards", "Good for five years.", ("do you sell gift cards", "gift card vouchers")),
        (
            "freezing",
            "Freezing",
            "Three months.",
            ("can i freeze bread", "how long does it last in the freezer"),
        ),
    ):
        save_answer(AnswerDraft(title, text, phrases, key=key))
    Product.objects.create(sku="CRO", name="Croissant", category="Pastries", price_minor=280)
    Product.objects.create(sku="RYE", name="Dark rye", category="Rye", price_minor=590, description="1 kg.")
    Product.objects.create(sku="OLD", name="Old rye", category="Rye", price_minor=590, is_available=False)


def proposed(text: str, *history: Line) -> tuple[Proposal, ...]:
    return propose(turn(text, *history), read(text, history))


def test_two_questions_in_one_message_are_answered_together() -> None:
    both = next(one for one in proposed("when are you open and how much is delivery?") if one.covers == 2)
    assert both.key == "curated:hours+fee"
    assert both.text == "From 7 to 18.\n\nIt costs €3.50."
    assert both.confidence > 0.55


def test_how_much_is_it_belongs_to_the_first_question() -> None:
    both = [one for one in proposed("do you deliver and how much is it?") if one.covers == 2]
    assert [one.key for one in both] == ["curated:area+fee"]


@pytest.mark.parametrize("text", ["how long do they last", "and how long do they last?", "for how long"])
def test_what_goes_on_is_read_in_the_light_of_the_last_answer(text: str) -> None:
    assert proposed(text, *said("curated:cards"))[0].key == "curated:cards"
    assert proposed(text)[0].key != "curated:cards"


def test_a_full_question_is_not_taken_for_a_continuation() -> None:
    assert proposed("are you open on sunday", *said("curated:cards"))[0].key == "curated:hours"


def test_what_was_said_just_now_is_called_a_repetition() -> None:
    again = proposed("and on sunday?", *said("curated:hours"))[0]
    assert again.text == "Here it is once more:\nFrom 7 to 18."


def test_a_person_in_between_ends_the_topic() -> None:
    history = (*said("curated:cards"), line(3, "person", "I am here."))
    assert proposed("how long do they last", *history)[0].key != "curated:cards"


def test_yes_takes_the_only_answer_that_was_offered() -> None:
    surest = proposed("yes", *said("ask_back:curated:fee"))[0]
    assert (surest.key, surest.talk) == ("curated:fee", False)
    assert proposed("yes", *said("ask_back:curated:fee,curated:area"))[0].talk


@pytest.mark.parametrize("title", ["Where we deliver", "what delivery costs", " Gift cards "])
def test_a_title_from_a_button_is_always_understood(title: str) -> None:
    surest = proposed(title)[0]
    assert surest.title.casefold() == title.strip().casefold()
    assert surest.confidence > 0.95


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("how much is a croissant?", "Croissant: €2.80."),
        ("do you have rye", "Dark rye: €5.90. 1 kg."),
        ("what do croissants cost", "Croissant: €2.80."),
    ],
)
def test_a_product_is_named_with_its_price(text: str, answer: str) -> None:
    assert proposed(text)[0].text == answer


@pytest.mark.parametrize(
    "text",
    [
        "do you have croissants without nuts",
        "is there gluten in the croissant",
        "do you sell bicycles",
        "do you have croissant tins",
        "i bought a croissant",
    ],
)
def test_no_product_is_read_into_other_questions(text: str) -> None:
    assert not [one for one in proposed(text) if one.key.startswith("product:")]


@pytest.mark.parametrize(
    "text", ["do you deliver babies", "do you sell bicycles", "can you deliver furniture"]
)
def test_a_familiar_frame_around_a_foreign_thing_is_not_answered(text: str) -> None:
    assert proposed(text)[0].confidence < 0.55
