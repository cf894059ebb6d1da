"""Every guard lets its good sample pass and withholds its bad one, and none is frightened by odd words."""

import pytest

from warmline.conversations.appending import Words
from warmline.replies.checking import check, guards
from warmline.replies.guard import Guard, Outgoing, Withheld

EVERY = pytest.mark.parametrize("guard", guards(), ids=lambda guard: guard.name)
ODD = ["", " ", "🥐" * 2_000, "x" * 100_000, "\x00", "\ud800", "I am\n" * 5_000]


@EVERY
def test_its_good_sample_passes(guard: Guard) -> None:
    assert guard.find_fault(guard.good) == ""
    check(guard.good)


@EVERY
def test_its_bad_sample_is_withheld_with_a_sentence_for_staff(guard: Guard) -> None:
    fault = guard.find_fault(guard.bad)
    assert fault.endswith(".") and len(fault) < 200
    with pytest.raises(Withheld) as withheld:
        check(guard.bad)
    assert withheld.value.fault


@EVERY
@pytest.mark.parametrize("kind", ["bot", "person", "system"])
@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_words_never_break_it(guard: Guard, kind: str, text: str) -> None:
    assert isinstance(guard.find_fault(Outgoing(kind, "Crumb", Words(text))), str)


@EVERY
def test_a_person_may_say_what_the_bot_may_not(guard: Guard) -> None:
    bad = guard.bad
    assert guard.find_fault(Outgoing("person", "Bob", bad.words, bad.is_first, bad.needs_source)) == ""


@pytest.mark.parametrize(
    "claim",
    [
        "I'm a real person.",
        "This is a human.",
        "You are talking to a person.",
        "i am an actual human, trust me",
        "You are chatting with a member of our team.",
    ],
)
def test_the_bot_never_poses_as_a_person(claim: str) -> None:
    with pytest.raises(Withheld, match="person"):
        check(Outgoing("bot", "Crumb", Words(claim)))


@pytest.mark.parametrize(
    "words",
    ["I am an automatic assistant, not a person.", "Shall I ask a person?", "A person takes it from here."],
)
def test_it_may_speak_of_people(words: str) -> None:
    check(Outgoing("bot", "Crumb", Words(words)))


def test_the_first_words_say_that_an_automatic_assistant_answers() -> None:
    with pytest.raises(Withheld):
        check(Outgoing("bot", "Crumb", Words("Hello!\nI am an automatic assistant."), is_first=True))


def test_guards_have_names_of_their_own() -> None:
    assert {"disclosure", "source"} <= {guard.name for guard in guards()}
    assert len({guard.name for guard in guards()}) == len(guards())
