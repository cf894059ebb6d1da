"""What a playbook calls routine is read as routine: no phrase of a curated answer sets off an alarm."""

import tomllib
from pathlib import Path

import pytest

import warmline.playbooks
from warmline.understanding.reading_messages import read

FOLDER = Path(warmline.playbooks.__file__).parent
#: Answers about reaching people, where the wish for a person is the matter itself.
ABOUT_PEOPLE = {"talk_to_someone", "reach_pharmacist", "contact", "opening_hours"}
PHRASES = [
    (answer["key"], phrase)
    for path in sorted(FOLDER.glob("*/answers.toml"))
    for answer in tomllib.loads(path.read_text())["answer"]
    for phrase in answer["phrases"]
]


@pytest.mark.parametrize(("key", "phrase"), PHRASES, ids=[phrase for _, phrase in PHRASES])
def test_a_routine_phrase_is_routine(key: str, phrase: str) -> None:
    reading = read(phrase)
    assert reading.sensitivity.value == ""
    assert reading.frustration.value < 0.6
    assert key in ABOUT_PEOPLE or not reading.wish.value
    assert reading.language.value in ("en", "") or reading.language.confidence < 0.85
