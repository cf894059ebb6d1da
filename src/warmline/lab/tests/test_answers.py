from pathlib import Path

import pytest

from warmline.lab.answers import MOST_LABELS, Request, measure
from warmline.lab.errors import LabTrouble


def quietly(what: str, done: int, total: int) -> None:
    """Nobody watches."""


def written(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(("text,label", *rows)) + "\n", encoding="utf-8")
    return path


def test_a_column_that_is_no_label_ends_with_one_sentence(tmp_path: Path) -> None:
    train = written(tmp_path / "train.csv", *(f"question {n},label {n}" for n in range(MOST_LABELS + 1)))
    with pytest.raises(LabTrouble, match="different labels"):
        measure(Request(train, train), quietly)


def test_odd_questions_and_answers_never_seen_are_counted_as_they_are(tmp_path: Path) -> None:
    train = written(
        tmp_path / "train.csv", "when do you open,hours", "🎂🎂,cake", "when do you open,cake", ",cake"
    )
    test = written(
        tmp_path / "test.csv", "when do you open,hours", "🎂,cake", "x" * 10_000 + ",new", "bye,oos"
    )
    found = measure(Request(train, test), quietly)
    assert found["rows"]["test"] == 4
    assert not found["promised"]
    assert found["missing_questions"] != 0
    assert found["out_of_scope"] is not None


def test_questions_that_are_all_out_of_scope_can_be_asked_but_teach_nothing(tmp_path: Path) -> None:
    train = written(tmp_path / "train.csv", "when do you open,hours", "do you deliver,delivery")
    strange = written(tmp_path / "strange.csv", "sing a song,oos", "who won,out_of_scope")
    found = measure(Request(train, strange), quietly)
    assert (found["accuracy"], found["out_of_scope"], found["auroc_right"]) == (0.0, None, None)
    with pytest.raises(LabTrouble, match="no question with an answer"):
        measure(Request(strange, train), quietly)
