"""Which rows teach mood? The training parts of GoEmotions, patient feedback and MAMS in one form."""

import csv
import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

_NAMES = (
    "admiration amusement anger annoyance approval caring confusion curiosity desire disappointment disapproval "
    "disgust embarrassment excitement fear gratitude grief joy love nervousness optimism pride realization relief "
    "remorse sadness surprise neutral"
)
EMOTIONS = _NAMES.split()
#: The grouping by sentiment published with GoEmotions.
_POSITIVE = "admiration amusement approval caring desire excitement gratitude joy love optimism pride relief"
_NEGATIVE = (
    "anger annoyance disappointment disapproval disgust embarrassment fear grief nervousness remorse sadness"
)
POSITIVE, NEGATIVE = set(_POSITIVE.split()), set(_NEGATIVE.split())
#: The ambiguous group says little of sentiment; a question asked from curiosity is mostly neutral.
MOSTLY_NEUTRAL = {"curiosity", "realization"}
MOSTLY_NEUTRAL_WEIGHT = 0.5
HELD_OUT_SHARE = 10
_CLAUSES = re.compile(r"[,;.!?()-]+\s|\s(?:but|and|however|although|though|while|yet)\s", re.IGNORECASE)
#: negative, neutral, positive for the labellers' 1 (very positive) to 5 (very negative).
FEEDBACK = {
    "1": (0.0, 0.0, 1.0),
    "2": (0.05, 0.2, 0.75),
    "3": (0.1, 0.8, 0.1),
    "4": (0.75, 0.2, 0.05),
    "5": (1.0, 0.0, 0.0),
}


@dataclass(frozen=True)
class Row:
    """emotions: 28 of 0 or 1 (all 0 when not known). sentiment: shares of negative, neutral, positive."""

    text: str
    source: str
    emotions: np.ndarray
    has_emotions: bool
    sentiment: tuple[float, float, float]
    sentiment_weight: float


def load_rows(data: Path, part: str = "train") -> list[Row]:
    """All rows that teach, in a fixed order."""
    rows = list(goemotions(data / "goemotions" / f"{part}.csv.gz"))
    if part == "train":
        rows += feedback(data / "patient_feedback" / "train.csv.gz")
    rows += mams(data / "mams" / f"term_{part}.jsonl.gz")
    return rows


def is_held_out(text: str) -> bool:
    """One row of ten by a hash of its text, so that no text stands on both sides."""
    return int(hashlib.sha256(text.lower().encode()).hexdigest(), 16) % HELD_OUT_SHARE == 0


def goemotions(path: Path) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            labels = set(line["labels"].split("|"))
            emotions = np.array([float(name in labels) for name in EMOTIONS], np.float32)
            sentiment, weight = sentiment_of(labels)
            yield Row(line["text"], "goemotions", emotions, True, sentiment, weight)


def sentiment_of(labels: set[str]) -> tuple[tuple[float, float, float], float]:
    counts = (len(labels & NEGATIVE), len(labels & {"neutral"}), len(labels & POSITIVE))
    total = sum(counts)
    if total:
        return (counts[0] / total, counts[1] / total, counts[2] / total), 1.0
    return (0.0, 1.0, 0.0), MOSTLY_NEUTRAL_WEIGHT if labels <= MOSTLY_NEUTRAL else 0.0


def feedback(path: Path) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if line["sentiment"] in FEEDBACK and line["text"].strip():
                yield sentiment_row(line["text"], "feedback", FEEDBACK[line["sentiment"]])


def mams(path: Path) -> Iterator[Row]:
    """Whole sentences with the average of their aspects, and clauses whose aspects agree."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in map(json.loads, file):
            yield sentiment_row(line["text"], "mams", average([a["polarity"] for a in line["aspects"]]), 0.5)
            for start, end in clauses(line["text"]):
                held = [a["polarity"] for a in line["aspects"] if start <= a["start"] < end]
                if held and len(set(held)) == 1:
                    yield sentiment_row(line["text"][start:end].strip(), "mams", average(held), 0.7)


def clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _CLAUSES.finditer(text):
        yield start, match.start()
        start = match.end()
    if start:
        yield start, len(text)


def average(polarities: Sequence[str]) -> tuple[float, float, float]:
    negative, neutral, positive = (
        polarities.count(name) / len(polarities) for name in ("negative", "neutral", "positive")
    )
    return negative, neutral, positive


def sentiment_row(text: str, source: str, sentiment: tuple[float, float, float], weight: float = 1.0) -> Row:
    return Row(text, source, np.zeros(len(EMOTIONS), np.float32), False, sentiment, weight)
