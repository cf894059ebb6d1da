"""What is measured is what the bot would say to questions it has not seen: no phrase vouches for itself."""

import numpy as np
import pytest

from warmline.knowledge import ranking
from warmline.knowledge.ear import learn_ear, phrases_of, plain
from warmline.knowledge.index import Search, current_index, find
from warmline.knowledge.saving import AnswerDraft, save_answer
from warmline.knowledge.words import content_words
from warmline.learning.measuring import FOLDS, Question, ask, ask_all, ask_both, without
from warmline.lib import encoder

pytestmark = pytest.mark.django_db

ODD = "zork the quux"


@pytest.fixture(autouse=True)
def knowledge() -> None:
    hours = ("when do you open", "are you open on sunday", "what time do you close")
    lost = ("my parcel is lost", "it never arrived", "where is my parcel", ODD)
    save_answer(AnswerDraft("Opening hours", "From 7 to 6.", hours, key="hours"))
    save_answer(AnswerDraft("Lost parcel", "Tell us its number.", lost, key="lost"))
    save_answer(
        AnswerDraft("Repairs", "We mend it.", ("can you mend my bag", "repair a strap"), key="repairs")
    )


def test_a_phrase_that_only_its_own_words_explain_is_not_known() -> None:
    assert find(ODD)[0].confidence > 0.9
    (outcome,) = ask_all(current_index(), [Question(ODD, "lost")])
    assert outcome.confidence < 0.5


def test_written_in_other_capitals_and_blanks_it_does_not_vouch_for_itself_either() -> None:
    (outcome,) = ask_all(current_index(), [Question("  ZORK the   Quux", "lost")])
    assert outcome.confidence < 0.5


def test_a_phrase_that_others_explain_is_known_without_it() -> None:
    (outcome,) = ask_all(current_index(), [Question("where is my parcel", "lost")])
    assert outcome.is_right


def test_what_is_new_is_not_heard_before_it_was_taught() -> None:
    """The ear is learned once, with what is new; before and after come out as from two ears."""
    index = current_index()
    new = without(
        index, (), [("repairs", "the buckle of my satchel fell off"), ("repairs", "my satchel broke")]
    )
    asked = [Question("my satchel broke", "repairs"), *(Question(f"filler {n}", "") for n in range(4))]
    before, after = ask_both(index, new, asked)
    assert [outcome.question for outcome in before] == [outcome.question for outcome in after] == asked
    alone = ask_all(index, asked)
    assert before[0].is_right == alone[0].is_right
    assert after[0].is_right
    assert after[0].confidence > before[0].confidence


def test_knowledge_without_some_phrases_is_as_if_built_from_the_rest() -> None:
    """What did not change is taken over; nothing may differ from an index that never had the phrases."""
    index = current_index()
    muted = without(index, {ODD, "it never arrived"}, [("repairs", "my  strap's broken, it's my 2nd")]).ranked
    fresh = ranking.build(
        muted.entries, [encoder.encode(ranking.texts_to_encode(entry)) for entry in muted.entries]
    )
    assert ODD not in muted.texts
    assert (muted.texts, muted.words, muted.headings) == (fresh.texts, fresh.words, fresh.headings)
    assert muted.rarity.words == fresh.rarity.words
    assert np.array_equal(muted.vectors, fresh.vectors)
    asked = frozenset(content_words("where is my strap, it never came"))
    assert np.array_equal(muted.rarity.scores(asked), fresh.rarity.scores(asked))


def test_many_questions_at_once_get_what_each_gets_alone() -> None:
    index = current_index()
    asked = [Question(text, "lost") for text in (ODD, "wher is my parsel", "", "Hi! Open on sunday?", ODD)]
    together = ask_all(index, asked)
    for number, question in enumerate(asked):
        texts = {plain(each.text) for each in asked[number % FOLDS :: FOLDS]}
        learned = learn_ear(phrases_of(index.ranked))
        assert learned
        ear = learned.without(texts).get(plain(question.text)) or learned.ear
        alone = ask(Search(without(index, texts), ear), question)
        assert together[number].is_right == alone.is_right
        assert together[number].confidence == pytest.approx(alone.confidence, abs=1e-5)


def test_of_no_question_nothing_is_measured() -> None:
    assert ask_all(current_index(), []) == ()
