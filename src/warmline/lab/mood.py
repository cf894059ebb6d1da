"""How well are feelings read? Sentiment and emotions of a file's labelled messages against what the product reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import numpy as np

from warmline.lab.errors import LabTrouble
from warmline.lab.mood_labels import Sentiment, is_coarse, members, read_emotions, read_sentiments
from warmline.lab.mood_scores import calibration_error, correlation, scores
from warmline.lab.progress import Progress
from warmline.lab.tables import Table, any_column, name_skipped, read_table
from warmline.understanding.mood.coverage import is_covered
from warmline.understanding.mood.labels import SENTIMENTS
from warmline.understanding.mood.model import Mood, rates, read_mood, thresholds

TEXT: Final = ("text", "message")
SENTIMENT: Final = ("sentiment", "polarity", "stars")
EMOTIONS: Final = ("emotions", "emotion")
#: From which chance on a wide emotion counts as felt in a row that may have several (chosen by us).
WIDE_THRESHOLD: Final = 0.35
#: How far a choice among wide emotions makes up for their rates in training, 0 not, 1 wholly (chosen by us).
RATE_POWER: Final = 0.5
#: Shares of a choice are put to this power, so that they say as much as is true: fitted on rows of training that no
#: weight was fitted on, for four sets of wide emotions; see docs/brain.md.
SHARPER: Final = 1.25


@dataclass(frozen=True)
class _Row:
    text: str
    sentiment: Sentiment | None
    emotions: tuple[str, ...]


def measure(path: Path, on_progress: Progress) -> dict[str, Any]:
    """path: a table with text, and sentiment or emotions or both. Raises LabTrouble.

    Every row is read by the model, whatever its language; not_covered counts those on which the product would say that
    it cannot tell.
    """
    table = read_table(path, ("|".join(TEXT), "|".join((*SENTIMENT, *EMOTIONS))))
    rows, skipped = _labelled(table)
    if not rows:
        raise LabTrouble(f"{path} has no row with a text and a label that can be read ({skipped[0]}).")
    moods, times = _read(rows, on_progress)
    found: dict[str, Any] = {
        "rows": len(rows),
        "skipped": name_skipped(path, skipped),
        "not_covered": sum(not is_covered(row.text) for row in rows),
    }
    felt = [(mood, row.sentiment) for mood, row in zip(moods, rows, strict=True) if row.sentiment]
    if felt:
        found["sentiment"] = measure_sentiment([mood for mood, _ in felt], [label for _, label in felt])
    named = [(mood, row.emotions) for mood, row in zip(moods, rows, strict=True) if row.emotions]
    if named:
        found["emotions"] = measure_emotions([mood for mood, _ in named], [labels for _, labels in named])
    found["milliseconds"] = {f"p{p}": round(float(np.percentile(times, p)), 2) for p in (50, 99)}
    return found


def measure_sentiment(moods: Sequence[Mood], labels: Sequence[Sentiment]) -> dict[str, Any]:
    """The likeliest of the classes that the file has, and how near the polarity is where the file has numbers."""
    names = [name for name in SENTIMENTS if any(label.name == name for label in labels)]
    chances = np.array([[mood.sentiment[name] for name in names] for mood in moods])
    chances /= chances.sum(1, keepdims=True)
    true = np.array([names.index(label.name) for label in labels])
    said = chances.argmax(1)
    found = scores(names, np.eye(len(names), dtype=bool)[said], np.eye(len(names), dtype=bool)[true])
    values = [label.value for label in labels]
    numeric = np.array([value is not None for value in values])
    return {
        "macro_f1": found["macro_f1"],
        "macro_recall": found["macro_recall"],
        "accuracy": round(float((said == true).mean()), 4),
        "ece": calibration_error(chances.max(1), said == true),
        "correlation": correlation(
            np.array([mood.polarity for mood in moods])[numeric],
            np.array([value for value in values if value is not None]),
        ),
        "per_class": found["each"],
    }


def measure_emotions(moods: Sequence[Mood], labels: Sequence[tuple[str, ...]]) -> dict[str, Any]:
    """A file of a few wide emotions, one a row: the likeliest. Any other: each label by its threshold."""
    names = sorted({name for row in labels for name in row})
    true = np.array([[name in row for name in names] for row in labels])
    wide = is_coarse(labels)
    if wide and len(names) > 1 and all(len(row) == 1 for row in labels):
        chances = choose_wide(moods, names)
        said = np.eye(len(names), dtype=bool)[chances.argmax(1)]
        ece = calibration_error(chances.max(1), (said & true).any(1))
    else:
        chances, least = wide_chances(moods, names) if wide else fine_chances(moods, names)
        said = chances >= least
        ece = calibration_error(chances.reshape(-1), true.reshape(-1))
    found = scores(names, said, true)
    figures = {name: found[name] for name in ("macro_f1", "micro_f1", "macro_recall")}
    return {**figures, "ece": ece, "per_label": found["each"]}


def choose_wide(moods: Sequence[Mood], names: Sequence[str]) -> Any:
    """Shares of the labels, 1 together in each row: chances, made up for how often training had each."""
    groups, usual = members(names), rates()
    chances, _ = wide_chances(moods, names)
    rate = np.array([sum(usual[fine] for fine in groups[name]) for name in names])
    weighed = (chances / rate**RATE_POWER) ** SHARPER
    return weighed / weighed.sum(1, keepdims=True)


def wide_chances(moods: Sequence[Mood], names: Sequence[str]) -> tuple[Any, Any]:
    """The chance that one of the finer emotions of a label is felt, and from which on it counts."""
    groups = members(names)
    calm = [[np.prod([1 - mood.emotions[fine] for fine in groups[name]]) for name in names] for mood in moods]
    return 1 - np.array(calm), WIDE_THRESHOLD


def fine_chances(moods: Sequence[Mood], names: Sequence[str]) -> tuple[Any, Any]:
    least = thresholds()
    return np.array([[mood.emotions[name] for name in names] for mood in moods]), np.array(
        [least[name] for name in names]
    )


def _labelled(table: Table) -> tuple[list[_Row], list[str]]:
    sentiments = read_sentiments([any_column(row, *SENTIMENT) for row in table.rows])
    rows: list[_Row] = []
    skipped = list(table.skipped)
    for line, row, sentiment in zip(table.lines, table.rows, sentiments, strict=True):
        text, written = any_column(row, *TEXT), any_column(row, *EMOTIONS)
        emotions = read_emotions(written)
        if not text.strip():
            skipped.append(f"line {line}: no text")
        elif emotions is None:
            skipped.append(f"line {line}: no such emotion as {written[:40]!r}")
        elif any_column(row, *SENTIMENT) and sentiment is None:
            skipped.append(f"line {line}: no such sentiment as {any_column(row, *SENTIMENT)[:40]!r}")
        elif sentiment is None and not emotions:
            skipped.append(f"line {line}: no label")
        else:
            rows.append(_Row(text, sentiment, emotions))
    return rows, skipped


def _read(rows: Sequence[_Row], on_progress: Progress) -> tuple[list[Mood], list[float]]:
    moods: list[Mood] = []
    times: list[float] = []
    read_mood("The first text also loads the model.")
    for row in rows:
        started = perf_counter()
        moods.append(read_mood(row.text))
        times.append(1000 * (perf_counter() - started))
        on_progress("Reading", len(moods), len(rows))
    return moods, times
