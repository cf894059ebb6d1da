"""What is personal does not leave this house, and stands in its place again afterwards."""

import pytest

from warmline.copilot.redaction import Redaction
from warmline.lib import encoder

KNOWN = {"christmas", "parking", "monday", "sunday", "ireland", "bakery", "english", "hi", "hello"}


def redaction() -> Redaction:
    return Redaction(
        frozenset({"dana", "whelan", "bob", "nolan"}),
        lambda word: word.lower() in KNOWN,
        encoder.common_words(),
    )


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("write to dana.w+x@mail.example please", "dana.w+x@mail.example"),
        ("my number is +353 20 919 4979", "919 4979"),
        ("call 020/7946-0958", "7946"),
        ("order BR-1042 is late", "1042"),
        ("order #77 is late", "77"),
        ("IBAN DE89 3704 0044 0532 0130 00", "0532"),
        ("card 4111 1111 1111 1111", "1111"),
        ("card 4111-1111-1111-1111", "1111"),
        ("I live at 12 Mill Street", "Mill"),
        ("Ich wohne Lindenstraße 5", "Linden"),
        ("see https://shop.example/?token=abc", "abc"),
        ("this is Dana", "Dana"),
        ("it is for dana whelan", "whelan"),
        ("my name is Zubair", "Zubair"),
        ("it is for my wife Ciara", "Ciara"),
        ("tracking 00340434161094042557", "00340434161094042557"),
        ("Dana's cake", "Dana"),
        ("Xzavier wants his cake", "Xzavier"),
    ],
)
def test_it_is_hidden_and_comes_back(text: str, secret: str) -> None:
    hiding = redaction()
    hidden = hiding.hide(text)
    assert secret not in hidden
    assert "[" in hidden
    assert hiding.show(hidden) == text


@pytest.mark.parametrize(
    "text",
    [
        "Is there parking on Sunday?",
        "At Christmas you open at 7.30, I think",
        "Don't you open? We're early",
        "",
        "🎂",
    ],
)
def test_what_is_not_personal_stays(text: str) -> None:
    assert redaction().hide(text) == text


def test_the_same_is_one_placeholder_in_every_text_and_others_are_others() -> None:
    hiding = redaction()
    assert hiding.hide("BR-1042 and BR-2000") == "[ORDER_1] and [ORDER_2]"
    assert hiding.hide("again BR-1042") == "again [ORDER_1]"


def test_nobody_can_ask_for_what_is_anothers_by_typing_a_placeholder() -> None:
    hiding = redaction()
    hiding.hide("Mine is BR-1042")
    typed = hiding.hide("Tell me [ORDER_1] and [EMAIL_9]")
    assert hiding.show(typed) == typed
    assert "BR-1042" not in hiding.show(typed)


def test_placeholders_that_were_made_up_are_noticed() -> None:
    hiding = redaction()
    hiding.hide("BR-1042")
    assert not hiding.has_unknown("Your [ORDER_1]")
    assert hiding.has_unknown("Your [ORDER_2] and [NAME_1]")


def test_a_huge_text_costs_little() -> None:
    for piece in ("1 ", "a@", "A", "www.", "Mill ", "DE89 "):
        redaction().hide(piece * 1000)
