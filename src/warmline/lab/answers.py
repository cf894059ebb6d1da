"""How many of these questions would the bot answer by itself, and how many of those rightly?

It learns from one file as the product does, sets its limits on questions held out from that file (or on a file of their
own), and is asked another file that it has never seen.
"""

import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from warmline.decisions.case import Protocol
from warmline.lab.errors import LabTrouble
from warmline.lab.progress import Progress
from warmline.lab.tables import Table, name_skipped, read_table
from warmline.lib import encoder
from warmline.lib.classifier.classifier import OUT_OF_SCOPE, Classifier, Examples, Guess, HeldOut, learn
from warmline.lib.classifier.guarantee import CONFIDENCE, Promise, interval, promise
from warmline.lib.classifier.scoring import area, calibration_error, macro_f1, share_at

#: What the column `label` may say for "no answer is right".
STRANGE: Final = frozenset({"oos", "out_of_scope", "out-of-scope", "out of scope", "no_nodes_detected", ""})
#: As in the product: whatever is promised, it never answers when less sure than this.
LEAST_SURE: Final = Protocol().answer_at
BATCH: Final = 256
LONGEST_LABEL: Final = 200
#: More answers than this are a column of something else, and would need too much memory (chosen by us).
MOST_LABELS: Final = 10_000


@dataclass(frozen=True)
class Request:
    """target: least share, 0 to 1, of automated answers that are to be right. shots: 0 learns from all of `train`."""

    train: Path
    test: Path
    valid: Path | None = None
    target: float = 0.98
    shots: int = 0
    seed: int = 0


@dataclass(frozen=True)
class Labelled:
    """texts and the label of each, OUT_OF_SCOPE where no answer is right."""

    texts: tuple[str, ...]
    labels: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.texts)


def measure(request: Request, on_progress: Progress) -> dict[str, Any]:
    """Raises LabTrouble for files that cannot be read or teach nothing."""
    tables = {name: read_table(path, ("text", "label")) for name, path in _files(request)}
    sets = {name: _labelled(table) for name, table in tables.items()}
    train = _draw(sets["train"], request.shots, request.seed)
    if not any(train.labels):
        raise LabTrouble(f"{request.train}: there is no question with an answer to learn from.")
    if len(set(train.labels)) > MOST_LABELS:
        raise LabTrouble(f"{request.train}: there are more than {MOST_LABELS} different labels.")
    vectors = {name: _encode(name, each, on_progress) for name, each in {**sets, "train": train}.items()}
    known = dict(zip(train.texts, vectors["train"], strict=True))
    started = time.perf_counter()
    classifier, held = learn(_examples(train), lambda texts: _known_or_encoded(texts, known))
    seconds = time.perf_counter() - started
    guesses = classifier.guess(sets["test"].texts, vectors["test"])
    limits = _limits(request, classifier, held, sets.get("valid"), vectors.get("valid"))
    return {
        "rows": {name: len(each) for name, each in {**sets, "train": train}.items()},
        "skipped": [
            line for name, path in _files(request) for line in name_skipped(path, tables[name].skipped)
        ],
        "labels": len(classifier.labels),
        **_scope(guesses, sets["test"], limits.scope),
        **_calibration(guesses, sets["test"]),
        **_automation(guesses, sets["test"], limits.promise),
        **_speed(classifier, sets["test"]),
        "fit_seconds": round(seconds, 3),
    }


@dataclass(frozen=True)
class _Limits:
    """promise: from which confidence on to answer. scope: below this chance a question counts as out of scope."""

    promise: Promise
    scope: float


def _files(request: Request) -> Iterator[tuple[str, Path]]:
    yield "train", request.train
    yield "test", request.test
    if request.valid:
        yield "valid", request.valid


def _labelled(table: Table) -> Labelled:
    labels = (row["label"].strip()[:LONGEST_LABEL] for row in table.rows)
    known = tuple(OUT_OF_SCOPE if label.casefold() in STRANGE else label for label in labels)
    return Labelled(tuple(row["text"] for row in table.rows), known)


def _draw(rows: Labelled, shots: int, seed: int) -> Labelled:
    """At most so many questions of each label, drawn by the seed; each text of a label once."""
    if not shots:
        return rows
    by_label: dict[str, list[str]] = defaultdict(list)
    for text, label in dict.fromkeys(zip(rows.texts, rows.labels, strict=True)):
        by_label[label].append(text)
    rng = random.Random(seed)  # noqa: S311 (a draw for a measurement)
    drawn = [
        (text, label)
        for label in sorted(by_label)
        for text in rng.sample(by_label[label], min(shots, len(by_label[label])))
    ]
    return Labelled(tuple(text for text, _ in drawn), tuple(label for _, label in drawn))


def _examples(train: Labelled) -> Examples:
    """The label's name counts as the title that an owner gives an answer; a mere number says nothing."""
    names = {label: label.replace("_", " ").replace("-", " ") for label in set(train.labels) - {OUT_OF_SCOPE}}
    titles = {label: name for label, name in names.items() if any(sign.isalpha() for sign in name)}
    return Examples(train.texts, train.labels, titles)


def _encode(name: str, rows: Labelled, on_progress: Progress) -> encoder.Vectors:
    parts = [np.zeros((0, encoder.DIMENSIONS), np.float32)]
    for start in range(0, len(rows), BATCH):
        parts.append(encoder.encode(rows.texts[start : start + BATCH]))
        on_progress(f"Reading {name}", min(start + BATCH, len(rows)), len(rows))
    return np.concatenate(parts)


def _known_or_encoded(texts: Sequence[str], known: dict[str, encoder.Vectors]) -> encoder.Vectors:
    return np.stack([known[text] if text in known else encoder.encode([text])[0] for text in texts])


def _limits(
    request: Request,
    classifier: Classifier,
    held: HeldOut,
    valid: Labelled | None,
    vectors: encoder.Vectors | None,
) -> _Limits:
    """Where there are questions of their own to set limits on, they stand for the traffic; else what was held out."""
    if valid is None or vectors is None:
        return _Limits(promise(held.confidences, held.right > 0, request.target), held.scope_limit())
    guesses = classifier.guess(valid.texts, vectors)
    confidences, right = _confidences(guesses), _right(guesses, valid)
    return _Limits(promise(confidences, right, request.target), held.scope_limit())


def _confidences(guesses: Sequence[Guess]) -> np.ndarray:
    return np.array([guess.confidence for guess in guesses])


def _right(guesses: Sequence[Guess], asked: Labelled) -> np.ndarray:
    pairs = zip(guesses, asked.labels, strict=True)
    return np.array([label != OUT_OF_SCOPE and guess.label == label for guess, label in pairs], bool)


def _scope(guesses: Sequence[Guess], test: Labelled, limit: float) -> dict[str, Any]:
    """In-scope accuracy without a limit, and how well questions out of scope are told from the others."""
    inside = np.array([label != OUT_OF_SCOPE for label in test.labels])
    said = [guess.label for guess in guesses]
    names = [label for label in test.labels if label != OUT_OF_SCOPE]
    right = _right(guesses, test)
    result: dict[str, Any] = {
        "accuracy": _share(right[inside]),
        "macro_f1": macro_f1([one for one, is_in in zip(said, inside, strict=True) if is_in], names),
    }
    if inside.all() or not inside.any():
        return {**result, "out_of_scope": None}
    chances = np.array([guess.in_scope for guess in guesses])
    refused = chances < limit
    joint = np.where(inside, right & ~refused, refused)
    return {
        **result,
        "out_of_scope": {
            "auroc": round(area(chances, inside), 4),
            "recall": _share(refused[~inside]),
            "in_scope_kept": _share(~refused[inside]),
            "in_scope_accuracy": _share((right & ~refused)[inside]),
            "accuracy": _share(joint),
            "fpr_at_95_recall": _false_alarms(chances, inside),
        },
    }


def _false_alarms(chances: np.ndarray, inside: np.ndarray) -> float:
    """Share of the questions out of scope that pass where 95 % of those in scope do."""
    return _share(chances[~inside] >= np.quantile(chances[inside], 0.05))


def _calibration(guesses: Sequence[Guess], test: Labelled) -> dict[str, Any]:
    confidences, right = _confidences(guesses), _right(guesses, test)
    return {
        "expected_calibration_error": round(calibration_error(confidences, right), 4),
        "auroc_right": round(area(confidences, right), 4) if right.any() and not right.all() else None,
    }


def _automation(guesses: Sequence[Guess], test: Labelled, limits: Promise) -> dict[str, Any]:
    confidences, right = _confidences(guesses), _right(guesses, test)
    answer_at = None if limits.threshold is None else max(limits.threshold, LEAST_SURE)
    is_sure = np.zeros(len(test), bool) if answer_at is None else confidences >= answer_at
    low, high = interval(int(right[is_sure].sum()), int(is_sure.sum()))
    both = [
        test_label in [name for name, _ in guess.candidates[:2]]
        for guess, test_label in zip(guesses, test.labels, strict=True)
    ]
    return {
        "target": limits.target,
        "promised": limits.threshold is not None,
        "promise_confidence": CONFIDENCE,
        "threshold": None if answer_at is None else round(answer_at, 6),
        "share_automated": _share(is_sure),
        "precision": _share(right[is_sure]) if is_sure.any() else None,
        "precision_interval": [round(low, 4), round(high, 4)] if is_sure.any() else None,
        "missing_questions": limits.missing,
        "expected": {"share_automated": round(limits.share, 4), "precision": round(limits.precision, 4)},
        "one_of_two_right": _share(np.array(both, bool)[~is_sure]) if (~is_sure).any() else None,
        "best_share_at": {
            f"{goal:.0%}": round(share_at(confidences, right, goal), 4) for goal in (0.99, 0.98, 0.95)
        },
    }


def _speed(classifier: Classifier, test: Labelled) -> dict[str, Any]:
    """Milliseconds of one message alone, encoding included, over at most 500 messages; the blank makes each new."""
    times = []
    for text in list(dict.fromkeys(test.texts))[:500]:
        started = time.perf_counter()
        classifier.guess([text], encoder.encode([f"{text} "]))
        times.append(1000 * (time.perf_counter() - started))
    return {
        "ms_p50": round(float(np.quantile(times, 0.5)), 3),
        "ms_p99": round(float(np.quantile(times, 0.99)), 3),
    }


def _share(of: np.ndarray) -> float:
    return round(float(of.mean()), 4) if len(of) else 0.0
