"""The staff read what the bot took a message for, in plain words."""

from typing import Any

import pytest

from warmline.decisions.understood import understood_in_words


def signal(value: str, confidence: float, *words: str) -> dict[str, Any]:
    return {"value": value, "confidence": confidence, "words": list(words)}


@pytest.mark.parametrize(
    ("intent", "scope", "said"),
    [
        (
            signal("answer:hours", 0.87, "Opening hours", "when do you open"),
            signal("in", 0.9),
            "Most likely “Opening hours” (87 % sure); it sounds like “when do you open”.",
        ),
        (signal("answer:hours", 0.87, "Opening hours"), signal("in", 0.9), "“Opening hours” (87 % sure)."),
        (signal("unclear", 0.9), signal("out", 0.94), "Most likely (94 %) nothing that Knowledge answers."),
        (signal("unclear", 0.9), signal("", 0.0), "Nothing in Knowledge stood out."),
        (signal("", 0.0), signal("", 0.0), "There was nothing in Knowledge to answer from yet."),
    ],
)
def test_what_was_understood_is_said_in_words(intent: Any, scope: Any, said: str) -> None:
    found = understood_in_words({"intent": intent, "scope": scope}).replace("\N{NO-BREAK SPACE}", " ")
    assert found.endswith(said)


def test_of_an_older_reading_nothing_is_said() -> None:
    assert understood_in_words({"act": signal("question", 0.5)}) == ""
