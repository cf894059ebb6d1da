"""Who goes in circles with the bot is noticed; who only asks on, corrects themselves or is helped is not."""

from datetime import UTC, datetime

import pytest

from warmline.conversations.turn import Line
from warmline.decisions.rules.struggling import STUCK_AT
from warmline.understanding.readers.struggle import read


def struggle(*texts: str) -> float:
    """The customer speaks first, then the bot, in turn; the last message is read."""
    lines = [
        Line(n, "bot" if n % 2 else "customer", "", text, datetime.now(UTC)) for n, text in enumerate(texts)
    ]
    return float(read(texts[-1], tuple(lines[:-1])).value)


TRACK = "You can follow your order in your account."


@pytest.mark.parametrize(
    "texts",
    [
        ("where is my order", TRACK, "I already looked there", TRACK, "yes you said that already"),
        (
            "cancel it",
            "In the settings.",
            "there is no button",
            "In the settings.",
            "I did, there's nothing there",
        ),
        ("I can't log in", "Reset it.", "that doesn't help", "Reset it.", "still not working"),
        ("coupon", "At checkout.", "it was rejected", "At checkout.", "rejected I said"),
        ("saturday 7", "Full at 7.", "8 on saturday?", "Full at 8.", "any time on saturday, come on"),
        ("customs?", TRACK, "customs", TRACK, "I asked about customs, not shipping"),
    ],
)
def test_objections_to_the_same_answer_are_a_struggle(texts: tuple[str, ...]) -> None:
    assert struggle(*texts) >= STUCK_AT


@pytest.mark.parametrize(
    "texts",
    [
        ("do you ship to Norway", TRACK, "how long does it take", TRACK, "and how much is it"),
        ("gift cards?", "Yes.", "no I meant printed ones", "Yes, printed too.", "from how much?"),
        ("do you deliver to Cork", TRACK, "do you deliver to Galway", TRACK, "do you deliver to Kerry?"),
        ("size 8?", "Yes.", "and 9?", "Yes.", "and 10?"),
        ("I forgot my password", TRACK, "I did not get the mail", TRACK, "found it, thanks"),
        ("is it broken?", "No.", "ok no problem"),
        ("my last order did not help my plants, what else have you got",),
    ],
)
def test_asking_on_and_being_helped_is_none(texts: tuple[str, ...]) -> None:
    assert struggle(*texts) < STUCK_AT


def test_what_a_person_dealt_with_is_over() -> None:
    stuck = ("cancel it", "In the settings.", "there is no button", "In the settings.", "that doesn't help")
    lines = tuple(
        Line(n, "bot" if n % 2 else "customer", "", text, datetime.now(UTC)) for n, text in enumerate(stuck)
    )
    person = Line(9, "person", "Bob", "I have cancelled it.", datetime.now(UTC))
    assert read("that doesn't help", (*lines, person)).value == 0
