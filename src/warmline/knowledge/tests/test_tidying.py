"""A question is searched as it was meant: without pleasantries, with slips of the keyboard set right."""

import pytest

from warmline.knowledge.foreign import asks_for_foreign
from warmline.knowledge.tidying import Vocabulary, parts, slips, tidy, vocabulary
from warmline.lib.encoder import common_words

TEXTS = [
    "Opening hours: we are open on Saturday and Sunday",
    "Delivery costs and the address",
    "Parking near the bakery for customers",
    "Gluten free bread, cinnamon buns, delivry",
    "Write your name on the cake, cancel, change or slice a loaf, sell, deliver",
]


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return vocabulary(TEXTS, common_words())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("oppening hours?", "opening hours?"),
        ("delivry adress", "delivery address"),
        ("parkign for custmers", "parking for customers"),
        ("r u open satruday", "are you open saturday"),
        (
            "Hi there! Could you please tell me if you are open on Sunday? Many thanks, Margaret",
            "you are open on Sunday?",
        ),
        (
            "hello there, hope you are well, quick one - do you slice the loaf? thanks a mill",
            "do you slice the loaf?",
        ),
        ("I was wondering whether you deliver", "you deliver"),
        ("good morning, parking?", "parking?"),
        ("can i return HP-20388", "can i return it"),
        ("cancel order BR-1042", "cancel order"),
        ("change order no. 1042", "change order"),
        ("cake for 120 people", "cake for 120 people"),
    ],
)
def test_a_question_is_put_plainly(words: Vocabulary, written: str, meant: str) -> None:
    assert tidy(written, words, common_words()) == meant


@pytest.mark.parametrize(
    "text",
    [
        "do you repair bicycles",
        "my name is Aoife",
        "BR-1042",
        "scones",
        "Kilbrannan",
        "hi",
        "thanks",
        "",
        "🎂",
        "wo ist mein brot",
    ],
)
def test_what_is_no_slip_stays_as_it_is(words: Vocabulary, text: str) -> None:
    assert tidy(text, words, common_words()) == text


def test_a_story_is_left_alone(words: Vocabulary) -> None:
    story = "Hello, " + "we had oppening hours " * 100
    assert tidy(story, words, common_words()) == story


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("when are you open and is there parking?", ("when are you open", "is there parking?")),
        ("do you deliver and how much is it", ("do you deliver", "how much is it")),
        ("Do you deliver? Where can I park?", ("Do you deliver?", "Where can I park?")),
        ("bread and butter", ()),
        ("when are you open", ()),
        ("", ()),
    ],
)
def test_questions_are_told_apart(text: str, found: tuple[str, ...]) -> None:
    assert parts(text) == found


@pytest.mark.parametrize(
    ("one", "other", "most", "count"),
    [
        ("address", "address", 1, 0),
        ("adress", "address", 1, 1),
        ("parkign", "parking", 1, 1),
        ("cat", "dog", 1, 2),
    ],
)
def test_slips_are_counted(one: str, other: str, most: int, count: int) -> None:
    assert slips(one, other, most) == slips(other, one, most) == count


@pytest.mark.parametrize(
    ("text", "is_foreign"),
    [
        ("do you deliver pizza", True),
        ("can you slice a bicycle", True),
        ("do you repair a loaf", True),
        ("do you deliver bread", False),
        ("do you deliver to Rathmines", False),
        ("do you deliver to rathmines", False),
        ("can you write Aoife on the cake", False),
        ("where is the bicycle", False),
        ("", False),
    ],
)
def test_a_foreign_thing_in_a_familiar_frame_is_noticed(
    words: Vocabulary, text: str, is_foreign: bool
) -> None:
    assert asks_for_foreign(text, words) is is_foreign
