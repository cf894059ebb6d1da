"""What might hurt in a reply is named with other words beside it; what is kind is left alone."""

import pytest

from warmline.copilot.tone.checking import check_tone
from warmline.copilot.tone.concern import Reader
from warmline.lib.tests.counting import count_calls, least_cost

DANA = Reader(name="Dana Whelan")
UPSET = Reader(name="Dana Whelan", is_upset=True)

#: Text, the kind of the first concern, and the text with the proposed words ("" where only the writer can say it).
HURTING = [
    ("You forgot to send us the photo.", "blame", "I am still missing the photo."),
    ("you failed to provide an address", "blame", "I am still missing an address"),
    ("That was your own mistake.", "blame", "That was a misunderstanding."),
    ("You should have ordered earlier.", "blame", ""),
    ("You didn't even read the page.", "blame", ""),
    ("You clearly did not listen.", "blame", ""),
    ("You must bring the receipt.", "command", "Please bring the receipt."),
    ("Hello.\nYou are required to sign it.", "command", "Hello.\nPlease sign it."),
    ("Calm down.", "command", "I understand that this is upsetting."),
    ("As I already said, we close at six.", "repeated", "In short, we close at six."),
    ("We open at 7, like I told you before.", "repeated", "We open at 7, in short."),
    ("I already explained this.", "repeated", "In short this."),
    ("There is nothing we can do about it.", "dismissive", "What I can do is."),
    ("That's not my department.", "dismissive", "Let me find out who can help."),
    ("You are overreacting.", "dismissive", ""),
    ("Obviously, bread gets stale.", "dismissive", "Bread gets stale."),
    ("I am sorry if you felt ignored.", "half sorry", ""),
    ("I am sorry that you feel that way.", "half sorry", ""),
    (
        "We are sorry for any inconvenience this may have caused.",
        "half sorry",
        "We are sorry that this happened.",
    ),
    ("Please be advised that we close at six.", "stiff", "We close at six."),
    ("Per our policy, cakes stay here.", "stiff", "The way we do it, cakes stay here."),
    ("Please reply at your earliest convenience.", "stiff", "Please reply when it suits you."),
    ("The SLA for this is one day.", "jargon", ""),
    (
        "Your ticket has been escalated.",
        "jargon",
        "A colleague who knows more is looking at it.",
    ),
    ("WE TOLD YOU the cake is gone.", "capitals", "We told you the cake is gone."),
    ("The cake is GONE.", "capitals", "The cake is gone."),
    (
        "Unfortunately it is gone. Unfortunately the other one is too.",
        "regrets",
        "Unfortunately it is gone. The other one is too.",
    ),
    ("I will call you back about the cake.", "promise", ""),
    ("Hi Diana, it is ready.", "name", "Hi Dana, it is ready."),
    ("Thank you, Mrs Whelan.", "gender", "Thank you, Dana."),
    ("Dear Sir or Madam, it is ready.", "gender", "Dear Dana, it is ready."),
]
KIND = [
    "Hi Dana, your cake is ready from three o'clock.",
    "Hello there, thank you for waiting.",
    "I am sorry that your cake came late. I have asked the driver, and I will call you by noon.",
    "We will refund it today.",
    "Unfortunately the rye is sold out; the spelt is fresh.",
    "If you must leave early, tell me and I will wrap it.",
    "You must be worried.",
    "You must not worry, it is all paid.",
    "It is not your mistake alone that counts here.",
    "DHL brings it, the VAT is in the price, and the UK is fine.",
    "As you said, the box was torn.",
    "There is nothing to pay.",
    "Would you like me to call you back?",
    "The baker relaxes on Sundays.",
    "I will be happy to help.",
    "Danke, ich melde mich morgen.",
    "Bonjour Dana, la tarte est prête.",
    "",
    "   ",
    "🎂",
    "OK",
]


@pytest.mark.parametrize(("text", "kind", "better"), HURTING)
def test_what_hurts_is_named_with_other_words(text: str, kind: str, better: str) -> None:
    first = check_tone(text, DANA)[0]
    assert (first.kind, first.text) == (kind, better)
    assert first.words in text
    assert first.why


@pytest.mark.parametrize("text", KIND)
def test_what_is_kind_is_left_alone(text: str) -> None:
    assert check_tone(text, DANA) == ()


@pytest.mark.parametrize(("text", "kind", "better"), HURTING)
def test_the_proposed_words_are_no_worse(text: str, kind: str, better: str) -> None:
    assert check_tone(better, DANA) == ()


def test_who_is_upset_reads_a_word_about_it_first() -> None:
    (concern,) = check_tone("Hi Dana,\nthe cake comes at three today.", UPSET)
    assert (concern.kind, concern.text) == (
        "comfort",
        "Hi Dana,\nI am sorry about this. the cake comes at three today.",
    )
    assert check_tone("I can imagine how that was. The cake comes at three.", UPSET) == ()
    assert check_tone("One moment please.", UPSET) == ()


def test_who_was_comforted_need_not_hear_it_in_every_message() -> None:
    comforted = Reader(name="Dana Whelan", is_upset=True, was_comforted=True)
    assert check_tone("The cake comes at three today.", comforted) == ()


def test_a_name_is_right_when_they_say_so_themselves_and_nobody_corrects_an_unknown_one() -> None:
    assert check_tone("Hi Didi, it is ready.", Reader(name="Dana Whelan", said="It's Didi here")) == ()
    assert check_tone("Thank you, Mrs Whelan.", Reader(name="Mrs Whelan")) == ()
    assert check_tone("Hi Eve, it is ready.", Reader()) == ()


def test_there_are_never_more_than_two() -> None:
    assert len(check_tone("You forgot to send it. " * 200, DANA)) == 2


@pytest.mark.parametrize("piece", ["A", "you ", "sorry ", "\0\ud83d", "I will ", "AB, "], ids=range(6))
def test_a_hostile_text_costs_no_more_than_the_part_of_it_that_is_read(piece: str) -> None:
    page, book = (piece * 6000)[:6000], (piece * 100_000)[:100_000]
    assert count_calls(lambda: check_tone(book, UPSET)) < 1.2 * count_calls(lambda: check_tone(page, UPSET))
    short = (piece * 1000)[:1000]
    # Four times the text: a pattern that goes back and forth would take sixteen times as long or more.
    assert (
        least_cost(lambda: check_tone(book, UPSET)) < 12 * least_cost(lambda: check_tone(short, UPSET)) + 0.05
    )
