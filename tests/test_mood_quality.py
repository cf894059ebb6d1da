"""Mood is read as well as it was: floors on a fixed part of GoEmotions' validation rows and on messages to shops."""

from pathlib import Path
from typing import Any, Final

import pytest

from warmline.lab.mood import measure

QUALITY: Final = Path(__file__).parent / "quality"
#: A bit below what is reached (docs/brain.md).
FLOORS: Final = {"emotions": 0.52, "emotions, micro": 0.56, "sentiment": 0.7, "customers": 0.75}


def silent(what: str, done: int, total: int) -> None:
    return


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    return measure(QUALITY / "moods.csv", silent)


def test_emotions_are_told_apart(found: dict[str, Any]) -> None:
    frequent = [each["f1"] for each in found["emotions"]["per_label"].values() if each["rows"] >= 10]
    assert sum(frequent) / len(frequent) > FLOORS["emotions"]
    assert found["emotions"]["micro_f1"] > FLOORS["emotions, micro"]


def test_emotions_are_as_sure_as_they_are_right(found: dict[str, Any]) -> None:
    assert found["emotions"]["ece"] < 0.02


def test_sentiment_is_told(found: dict[str, Any]) -> None:
    assert found["sentiment"]["macro_recall"] > FLOORS["sentiment"]
    assert found["sentiment"]["ece"] < 0.08


def test_sentiment_of_messages_to_shops_is_told() -> None:
    found = measure(QUALITY / "moods_customers.csv", silent)
    assert found["skipped"] == []
    assert found["sentiment"]["macro_recall"] > FLOORS["customers"]
