"""What a playbook calls routine is read as routine: phrases of curated answers hardly ever set off an alarm."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

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
#: The encoder counts in whole numbers, a little differently on each kind of processor: what stands just under the
#: limit of an alarm on one stands just above it on another. More than this is worse ears, not another processor.
MOST_ALARMS = len(PHRASES) // 200


def test_routine_phrases_are_routine() -> None:
    alarms = [f"{phrase}: {alarm}" for key, phrase in PHRASES for alarm in alarms_of(key, phrase)]
    assert len(alarms) <= MOST_ALARMS, alarms


def alarms_of(key: str, phrase: str) -> Iterator[str]:
    reading = read(phrase)
    if reading.sensitivity.value:
        yield f"sensitive, {reading.sensitivity.value}"
    if reading.frustration.value >= 0.6:
        yield f"frustrated, {reading.frustration.value:.2f}"
    if reading.wish.value and key not in ABOUT_PEOPLE:
        yield f"wants a person, {reading.wish.confidence:.2f}"
    if reading.language.value not in ("en", "") and reading.language.confidence >= 0.85:
        yield f"not English, {reading.language.value}"
