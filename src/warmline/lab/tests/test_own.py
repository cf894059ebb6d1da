"""An owner tests the bot of this installation on questions of their own."""

from pathlib import Path

import pytest

from warmline.knowledge.saving import AnswerDraft, ArticleDraft, save_answer, save_article
from warmline.lab.errors import LabTrouble
from warmline.lab.own import measure

pytestmark = pytest.mark.django_db


def nothing(what: str, done: int, of: int) -> None:
    """Who watches the progress in a test?"""


@pytest.fixture
def _knowledge() -> None:
    hours = ("when do you open", "what time do you close", "are you open on sunday")
    save_answer(AnswerDraft("Opening hours", "From 7 to 6.", hours, key="hours"))
    lost = ("my parcel is lost", "it never arrived", "where is my parcel")
    save_answer(AnswerDraft("Lost parcel", "Tell us its number.", lost, key="lost"))
    save_article(ArticleDraft("How to care for leather", "Use wax twice a year.", "Care"))


def written(folder: Path, *rows: str) -> Path:
    path = folder / "mine.csv"
    path.write_text("\n".join(("text,label", *rows)) + "\n", encoding="utf-8")
    return path


@pytest.mark.usefixtures("_knowledge")
def test_keys_titles_articles_and_oos_are_labels_and_others_are_named_by_line(tmp_path: Path) -> None:
    found = measure(
        written(
            tmp_path,
            "when do you open on monday,hours",
            "where is my parcel,Lost Parcel",
            "how do I care for leather boots,article:how-to-care-for-leather",
            "who won the football,oos",
            "what is this,gone",
            "a row too short",
        ),
        nothing,
    )
    assert found["rows"] == {"test": 4}
    assert found["accuracy"] == 1
    assert found["phrases_already"] == 1
    assert found["out_of_scope"]["auroc"] == 1
    assert [line.partition(": ")[2].partition(":")[0] for line in found["skipped"]] == ["line 7", "line 6"]
    assert round(found["share_automated"] + found["share_asked_back"] + found["share_to_person"], 3) == 1


@pytest.mark.usefixtures("_knowledge")
def test_a_file_of_other_labels_tests_nothing(tmp_path: Path) -> None:
    with pytest.raises(LabTrouble, match="no label"):
        measure(written(tmp_path, "when do you open,opening", "🎂,cake"), nothing)


def test_without_knowledge_there_is_no_bot_to_test(tmp_path: Path) -> None:
    with pytest.raises(LabTrouble, match="nothing in Knowledge"):
        measure(written(tmp_path, "when do you open,hours"), nothing)
