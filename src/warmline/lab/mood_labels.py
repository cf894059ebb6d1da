"""What do the labels of a file of moods mean? Scales of sentiment and sets of emotions are told from all its rows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from warmline.understanding.mood.labels import EMOTIONS, NEUTRAL, SENTIMENTS

NAMES: Final = {
    "negative": "negative",
    "neg": "negative",
    "neutral": "neutral",
    "neu": "neutral",
    "mixed": "neutral",
    "positive": "positive",
    "pos": "positive",
}
#: From which number between -1 and 1 on a text is called positive (chosen by us).
LEAN: Final = 0.1
#: Sets of few emotions, each standing for several of the 27: what the finer label is called in a coarser set.
COARSE: Final[Mapping[str, tuple[str, ...]]] = {
    "anger": ("anger", "annoyance", "disapproval"),
    "disgust": ("disgust",),
    "fear": ("fear", "nervousness"),
    "joy": (
        "joy",
        "amusement",
        "excitement",
        "gratitude",
        "pride",
        "relief",
        "admiration",
        "approval",
    ),
    "love": ("love", "caring"),
    "optimism": ("optimism", "desire"),
    "sadness": ("sadness", "disappointment", "embarrassment", "grief", "remorse"),
    "surprise": ("surprise", "realization", "confusion", "curiosity"),
    NEUTRAL: (NEUTRAL,),
}
#: Where these go when the file has no label of their own for them.
OTHERWISE: Final = {"disgust": "anger", "love": "joy", "optimism": "joy"}
ALIASES: Final = {
    "happiness": "joy",
    "happy": "joy",
    "angry": "anger",
    "sad": "sadness",
    "scared": "fear",
    "none": NEUTRAL,
    "no emotion": NEUTRAL,
}
_PARTS: Final = re.compile(r"[|,;]")


@dataclass(frozen=True)
class Sentiment:
    """name: negative, neutral or positive. value: -1 to 1 where the file has numbers, else None."""

    name: str
    value: float | None


def read_sentiments(written: Sequence[str]) -> list[Sentiment | None]:
    """One for each row, None where it cannot be read; the scale of numbers is that of the whole file."""
    plain = [each.strip().casefold() for each in written]
    numbers = [_number(each) for each in plain]
    scale = _scale({number for number in numbers if number is not None})
    return [
        Sentiment(NAMES[each], None) if each in NAMES else _sentiment(number, scale)
        for each, number in zip(plain, numbers, strict=True)
    ]


def read_emotions(written: str) -> tuple[str, ...] | None:
    """The emotions of a row, () when it names none, None when one is unknown."""
    names = [each.strip().strip("[]'\"").strip().casefold() for each in _PARTS.split(written)]
    known = tuple(dict.fromkeys(ALIASES.get(name, name) for name in names if name))
    return known if set(known) <= set(EMOTIONS) else None


def is_coarse(rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether the file knows only a few wide emotions."""
    return all(set(row) <= set(COARSE) for row in rows)


def members(labels: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """For each label of a coarse file, the finer emotions that count for it."""
    found = {label: list(COARSE[label]) for label in labels}
    for label, other in OTHERWISE.items():
        if label not in found and other in found:
            found[other].extend(COARSE[label])
    return {label: tuple(names) for label, names in found.items()}


def _number(written: str) -> float | None:
    try:
        number = float(written)
    except ValueError:
        return None
    return number if abs(number) <= 5 else None


def _scale(numbers: set[float]) -> tuple[float, float]:
    """The number that means -1 and the one that means 1."""
    if not numbers or min(numbers) < 0 or any(number % 1 for number in numbers):
        return -1.0, 1.0
    if max(numbers) <= 1:
        return 0.0, 1.0
    if 0 in numbers:
        return (0.0, 2.0) if max(numbers) == 2 else (0.0, 4.0)
    return 1.0, 5.0


def _sentiment(number: float | None, scale: tuple[float, float]) -> Sentiment | None:
    low, high = scale
    if number is None or not low <= number <= high:
        return None
    value = 2 * (number - low) / (high - low) - 1
    return Sentiment(SENTIMENTS[1 + (value > LEAN) - (value < -LEAN)], value)
