"""How would this installation's own bot answer these questions? Asked of its knowledge as it is, nothing is learned."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from django.db import DatabaseError

from warmline.decisions.protocol import current_protocol
from warmline.knowledge.ear import plain
from warmline.knowledge.hearing import wait
from warmline.knowledge.index import Search, current_search
from warmline.lab.answers import STRANGE
from warmline.lab.errors import LabTrouble
from warmline.lab.progress import Progress
from warmline.lab.tables import Table, name_skipped, read_table
from warmline.learning.measuring import Outcome, Question, ask
from warmline.lib.classifier.guarantee import interval
from warmline.lib.classifier.scoring import area, calibration_error, share_at
from warmline.understanding.readers.scope import chance_of_any

#: Questions asked between two signs of progress.
EVERY: Final = 50


def measure(test: Path, on_progress: Progress) -> dict[str, Any]:
    """Raises LabTrouble for a file that cannot be read, or where there is no knowledge to ask."""
    search = _find_knowledge()
    table = read_table(test, ("text", "label"))
    questions, unknown = _questions(table, search)
    if not questions:
        raise LabTrouble(f"{test}: no label is the key or title of an answer in Knowledge, nor oos.")
    outcomes, chances, times = [], [], []
    for place, question in enumerate(questions, start=1):
        started = time.perf_counter()
        outcomes.append(ask(search, question))
        times.append(1000 * (time.perf_counter() - started))
        chances.append(chance_of_any(search.find(question.text)))
        if place % EVERY == 0 or place == len(questions):
            on_progress("Asking the bot", place, len(questions))
    return {
        "rows": {"test": len(questions)},
        "skipped": name_skipped(test, [*table.skipped, *unknown]),
        "phrases_already": sum(_is_phrase(search, question.text) for question in questions),
        **_figures(outcomes),
        "out_of_scope": _scope(outcomes, np.array(chances)),
        "ms_p50": round(float(np.quantile(times, 0.5)), 3),
        "ms_p99": round(float(np.quantile(times, 0.99)), 3),
    }


def _find_knowledge() -> Search:
    try:
        current_search()
        wait()
        search = current_search()
    except DatabaseError as error:
        raise LabTrouble(
            "There is no installation here to ask. Say where it is with --data, or give --train."
        ) from error
    if search.is_empty:
        raise LabTrouble("There is nothing in Knowledge yet, so there is no bot to test. Or give --train.")
    return search


def _questions(table: Table, search: Search) -> tuple[list[Question], list[str]]:
    """Labels are keys or titles of answers, "article:" with a slug, or say that nothing is right."""
    keys: dict[str, str] = {}
    for entry in search.index.ranked.entries:
        key = entry.key if entry.kind == "article" else entry.key.partition(":")[2]
        keys[key.casefold()] = key
        keys.setdefault(plain(entry.title), key)
    keys |= dict.fromkeys(STRANGE, "")
    questions, unknown = [], []
    for row, line in zip(table.rows, table.lines, strict=True):
        label = plain(row["label"])
        if label in keys:
            questions.append(Question(row["text"], keys[label]))
        else:
            unknown.append(f"line {line}: no answer in Knowledge is called “{row['label'].strip()[:80]}”")
    return questions, unknown


def _is_phrase(search: Search, text: str) -> bool:
    asked = plain(text)
    return any(plain(found.matched) == asked for found in search.find(text))


def _figures(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    protocol = current_protocol()
    answer_at = max(protocol.answer_at, protocol.careful_at)
    confidences = np.array([outcome.confidence for outcome in outcomes])
    right = np.array([outcome.is_right for outcome in outcomes], bool)
    known = np.array([outcome.question.key != "" for outcome in outcomes], bool)
    is_sure = confidences >= answer_at
    is_asked_back = ~is_sure & (confidences >= protocol.ask_back_at)
    low, high = interval(int(right[is_sure].sum()), int(is_sure.sum()))
    return {
        "accuracy": _share(right[known]),
        "threshold": round(answer_at, 4),
        "share_automated": _share(is_sure),
        "precision": _share(right[is_sure]) if is_sure.any() else None,
        "precision_interval": [round(low, 4), round(high, 4)] if is_sure.any() else None,
        "share_asked_back": _share(is_asked_back),
        "share_to_person": _share(~is_sure & ~is_asked_back),
        "expected_calibration_error": round(calibration_error(confidences, right), 4),
        "auroc_right": round(area(confidences, right), 4) if right.any() and not right.all() else None,
        "best_share_at": {
            f"{goal:.0%}": round(share_at(confidences, right, goal), 4) for goal in (0.99, 0.98, 0.95)
        },
    }


def _scope(outcomes: Sequence[Outcome], chances: np.ndarray) -> dict[str, Any] | None:
    """How well questions that nothing answers are told from the others; None where there are not both."""
    inside = np.array([outcome.question.key != "" for outcome in outcomes], bool)
    if inside.all() or not inside.any():
        return None
    refused = chances < 0.5
    return {
        "auroc": round(area(chances, inside), 4),
        "recall": _share(refused[~inside]),
        "in_scope_kept": _share(~refused[inside]),
    }


def _share(of: np.ndarray) -> float:
    return round(float(of.mean()), 4) if len(of) else 0.0
