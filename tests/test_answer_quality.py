"""Does the classifier still know what it knew? Floors on small fixed sets; quality may fail a test, speed never does.

tests/quality/answers_*.csv: rows of BANKING77 (CC BY 4.0, PolyAI), asked ones from its published validation part, and
questions out of scope from CLINC150 (CC BY 3.0). Floors lie a little under what was measured on 2026-11-25.
"""

import csv
from pathlib import Path
from typing import Any

import pytest

from warmline.lab.answers import Request, measure

HERE = Path(__file__).parent / "quality"
LEARNED, ASKED = HERE / "answers_learned.csv", HERE / "answers_asked.csv"


def quietly(what: str, done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    return measure(Request(LEARNED, ASKED, target=0.95), quietly)


def test_it_gives_the_right_answer_as_often_as_before(found: dict[str, Any]) -> None:
    assert found["accuracy"] >= 0.96
    assert found["macro_f1"] >= 0.96


def test_it_tells_what_nobody_can_answer(found: dict[str, Any]) -> None:
    assert found["out_of_scope"]["auroc"] >= 0.98


def test_its_confidence_is_what_it_says(found: dict[str, Any]) -> None:
    assert found["expected_calibration_error"] <= 0.08
    assert found["auroc_right"] >= 0.97


def test_it_keeps_its_promise_on_questions_it_has_not_seen(found: dict[str, Any]) -> None:
    assert found["promised"]
    assert found["precision"] >= 0.95
    assert found["share_automated"] >= 0.6


def test_with_three_examples_each_it_is_useful_already_and_promises_nothing_it_cannot_know() -> None:
    few = measure(Request(LEARNED, ASKED, target=0.98, shots=3, seed=1), quietly)
    assert few["accuracy"] >= 0.88
    assert not few["promised"]
    assert few["share_automated"] == 0
    assert few["missing_questions"] != 0


def test_the_same_draw_is_the_same_and_another_seed_is_another(tmp_path: Path) -> None:
    from warmline.lab.answers import Labelled, _draw

    with LEARNED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    labelled = Labelled(tuple(row["text"] for row in rows), tuple(row["label"] for row in rows))
    assert _draw(labelled, 2, 1) == _draw(labelled, 2, 1) != _draw(labelled, 2, 2)
    assert len(_draw(labelled, 2, 1)) == 2 * len(set(labelled.labels))
