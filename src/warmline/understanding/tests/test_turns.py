"""A turn of several messages keeps the worst need and the strongest mood, with the words they rest on."""

from typing import Any

from warmline.conversations.turn import Line
from warmline.lib.time import now
from warmline.understanding.reading import Reading, Signal
from warmline.understanding.turns import merge


def turn(*readings: Reading) -> Reading:
    at = now()
    return merge(tuple((Line(n, "customer", "", "", at), each) for n, each in enumerate(readings, 1)))


def mood(sentiment: float, emotion: str, *words: str) -> dict[str, Any]:
    return {
        "sentiment": Signal(sentiment, 0.9, words),
        "emotion": Signal(emotion, 0.8, words),
        "intensity": Signal(abs(sentiment), 0.8, words),
    }


def test_a_complaint_that_ends_in_thanks_is_a_complaint() -> None:
    merged = turn(Reading(**mood(-0.6, "anger", "ruined")), Reading(**mood(0.9, "gratitude", "thanks")))
    assert merged.sentiment == Signal(-0.6, 0.9, ("ruined",))
    assert (merged.emotion.value, merged.intensity.words) == ("anger", ("ruined",))


def test_a_strong_feeling_is_kept_before_a_plain_last_message() -> None:
    merged = turn(Reading(**mood(0.8, "joy", "lovely")), Reading(**mood(0.1, "neutral")))
    assert merged.emotion.value == "joy"


def test_of_equal_moods_the_last_is_kept() -> None:
    merged = turn(Reading(**mood(0.0, "curiosity")), Reading(**mood(0.0, "confusion")))
    assert merged.emotion.value == "confusion"


def test_the_matter_that_can_wait_least_is_kept_whichever_came_first() -> None:
    money, danger = Signal("money", 0.9, ("broke",)), Signal("safety", 0.8, ("smoke",))
    assert turn(Reading(sensitivity=danger), Reading(sensitivity=money)).sensitivity == danger
    assert turn(Reading(sensitivity=money), Reading(sensitivity=danger)).sensitivity == danger
    assert turn(Reading(sensitivity=money), Reading()).sensitivity == money


def test_of_two_wishes_the_surer_is_kept_with_its_words() -> None:
    sure, unsure = Signal(True, 0.95, ("a person",)), Signal(True, 0.75, ("useless",))
    assert turn(Reading(wish=sure), Reading(wish=unsure)).wish == sure
    assert turn(Reading(wish=sure), Reading(wish=Signal(False, 1.0))).wish == sure


def test_a_turn_of_one_message_is_its_reading() -> None:
    reading = Reading(frustration=Signal(0.7), **mood(-0.4, "annoyance"))
    assert turn(reading) == reading
