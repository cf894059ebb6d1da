"""What a message asks for, and whether the business knows it, is read from the business's own knowledge."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from warmline.conversations.turn import Line, Turn
from warmline.knowledge.index import current_search
from warmline.knowledge.saving import AnswerDraft, ArticleDraft, save_answer, save_article
from warmline.lib import encoder
from warmline.understanding.reading import Reading
from warmline.understanding.reading_messages import read
from warmline.understanding.turns import read_turn

pytestmark = pytest.mark.django_db

HOSTILE = [
    "",
    "🎂🎂",
    "?!",
    "when do you open " * 700,
    "Wann habt ihr offen? when do you open",
    "\ud800",
    "\x00",
]


@pytest.fixture
def _knowledge() -> None:
    hours = ("when do you open", "what time do you close", "are you open on sunday")
    save_answer(AnswerDraft("Opening hours", "From 7 to 6.", hours, key="hours"))
    lost = ("my parcel is lost", "it never arrived", "where is my parcel")
    save_answer(AnswerDraft("Lost parcel", "Tell us its number.", lost, key="lost"))
    save_article(ArticleDraft("How to care for leather", "Use wax twice a year.", "Care"))


def reading(text: str) -> Reading:
    return read(text, (), current_search())


@pytest.mark.usefixtures("_knowledge")
def test_the_answer_asked_for_is_named_with_the_phrase_it_rests_on() -> None:
    intent = reading("what time do you open?").intent
    assert intent.value == "answer:hours"
    assert intent.confidence > 0.5
    assert intent.words == ("Opening hours", "when do you open")


@pytest.mark.usefixtures("_knowledge")
def test_an_article_may_be_what_is_asked_for() -> None:
    assert reading("how do I care for leather").intent.value == "article:how-to-care-for-leather"


@pytest.mark.usefixtures("_knowledge")
def test_what_nothing_fits_is_unclear_and_out_of_scope() -> None:
    found = reading("who won the football match in Brazil last night")
    assert (found.intent.value, found.scope.value) == ("unclear", "out")
    assert found.scope.confidence > 0.5
    assert found.intent.words == ()


@pytest.mark.usefixtures("_knowledge")
def test_a_question_that_is_known_is_in_scope() -> None:
    scope = reading("where is my parcel").scope
    assert (scope.value, scope.confidence > 0.5) == ("in", True)


@pytest.mark.usefixtures("_knowledge")
@pytest.mark.parametrize("text", ["Hello!", "thank you so much", "🎂🎂", ""])
def test_what_asks_nothing_is_neither_in_nor_out_of_scope(text: str) -> None:
    assert (reading(text).scope.value, reading(text).scope.confidence) == ("", 0.0)


def test_without_knowledge_it_says_that_there_is_nothing_to_answer_yet() -> None:
    found = reading("when do you open")
    assert (found.intent.value, found.intent.confidence) == ("", 0.0)
    assert (found.scope.value, found.scope.confidence) == ("", 0.0)
    assert read("when do you open").intent == found.intent


@pytest.mark.usefixtures("_knowledge")
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_is_read_and_stored(text: str) -> None:
    found = reading(text)
    for signal in (found.intent, found.scope):
        assert 0 <= signal.confidence <= 1
        assert all(word and len(word) <= 120 for word in signal.words)
    assert Reading.from_json(found.as_json()) == found


@pytest.mark.usefixtures("_knowledge")
def test_a_reading_kept_before_these_signals_were_read_still_opens() -> None:
    stored = reading("when do you open").as_json()
    del stored["intent"], stored["scope"]
    assert Reading.from_json(stored).intent.confidence == 0


@pytest.mark.usefixtures("_knowledge")
def test_a_turn_is_read_with_the_knowledge_and_encoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line(1, "customer", "", "where is my parcel", datetime.now(UTC))
    turn = Turn(UUID(int=0), 1, 0, (line,), (), 0, 0, "", "", "", "")
    ((_, found),) = read_turn(turn)
    assert found.intent.value == "answer:lost"
    monkeypatch.setattr(encoder, "encode", lambda texts: pytest.fail("it was encoded again"))
    assert current_search().find(line.text)[0].key == "lost"
