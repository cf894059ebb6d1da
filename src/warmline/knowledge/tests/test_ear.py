"""An ear tells answers apart by all their phrases, and never hears what it is asked to forget."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from warmline.knowledge import hearing, index
from warmline.knowledge.ear import NO_EAR, Learned, learn_ear, phrases_of, plain
from warmline.knowledge.index import Search, current_index, current_search, find
from warmline.knowledge.models import Phrase
from warmline.knowledge.ranking import Entry, Index, build, heard_scores, search, texts_to_encode
from warmline.knowledge.saving import AnswerDraft, ArticleDraft, save_all, save_answer, save_article
from warmline.lib import encoder

HOURS = Entry(
    "answer:hours", "answer", "Opening hours", "From 7.", ("when do you open", "are you open today")
)
RETURNS = Entry("answer:returns", "answer", "Returns", "30 days.", ("can i send it back", "return my order"))
LOST = Entry("answer:lost", "answer", "Lost parcel", "Tell us.", ("my parcel is lost", "it never arrived"))
ARTICLE = Entry("article:care", "article", "How to care for leather", "Use wax twice a year.")


@pytest.fixture
def _fresh() -> Iterator[None]:
    hearing._newest = hearing._ready = None
    yield
    hearing.wait()
    hearing._newest = hearing._ready = None


def built(*entries: Entry) -> Index:
    return build(entries, [encoder.encode(texts_to_encode(entry)) for entry in entries])


def learned(*entries: Entry) -> Learned:
    found = learn_ear(phrases_of(built(*entries)))
    assert found is not None
    return found


def best(ear: Learned, text: str) -> str:
    return ear.ear.keys[int(np.argmax(ear.ear.scores(text, encoder.encode([text])[0])))]


def test_it_hears_which_answer_a_question_asks_for() -> None:
    ear = learned(HOURS, RETURNS, LOST)
    assert best(ear, "what time do you open tomorrow?") == "answer:hours"
    assert best(ear, "where is my lost package") == "answer:lost"


def test_it_knows_answers_only() -> None:
    ear = learned(HOURS, RETURNS, ARTICLE)
    assert ear.ear.keys == ("answer:hours", "answer:returns")
    ranked = built(HOURS, ARTICLE, RETURNS)
    heard = heard_scores(ranked, ear.ear.keys, np.array([0.9, 0.1], np.float32))
    assert heard[0] == np.float32(0.9) and heard[2] == np.float32(0.1) and heard[1] == -np.inf


@pytest.mark.parametrize("entries", [(), (HOURS,), (ARTICLE,)])
def test_with_less_than_two_answers_there_is_nothing_to_tell_apart(entries: tuple[Entry, ...]) -> None:
    assert learn_ear(phrases_of(built(*entries))) is None


def test_what_is_left_out_is_as_if_it_had_never_been_learned() -> None:
    odd = "my rucksack strap went ping"
    taught = Entry("answer:returns", "answer", "Returns", "30 days.", (*RETURNS.phrases, odd))
    told = learned(HOURS, taught, LOST).without([odd])[odd].told
    anew = learned(HOURS, RETURNS, LOST).ear.scores(odd, encoder.encode([odd])[0])
    assert np.allclose(told, anew, atol=0.05)


def test_a_phrase_never_vouches_for_itself_nor_for_one_left_out_with_it() -> None:
    twins = ("zork the quux", "please zork the quux", "zork the quux now")
    taught = Entry("answer:lost", "answer", "Lost parcel", "Tell us.", (*LOST.phrases, *twins))
    ear = learned(HOURS, RETURNS, taught)
    knows = ear.ear.scores(twins[0], encoder.encode([twins[0]])[0])
    alone, all_three = ear.without([twins[0]])[twins[0]].told, ear.without(twins)[twins[0]].told
    place = ear.ear.keys.index("answer:lost")
    assert knows[place] > alone[place] > all_three[place]
    assert all_three[place] < 0.5


def test_a_title_is_no_phrase_and_stays_what_the_bot_goes_by() -> None:
    assert learned(HOURS, RETURNS).without([plain("Opening hours")]) == {}


def test_contradictory_phrases_make_it_unsure_between_the_two() -> None:
    same = "can you send me the thing"
    one = Entry("answer:a", "answer", "One", "1", (same, "first matter"))
    other = Entry("answer:b", "answer", "Two", "2", (same, "second matter"))
    scores = learned(one, other).ear.scores(same, encoder.encode([same])[0])
    assert abs(scores[0] - scores[1]) < 0.2


@pytest.mark.parametrize(
    "text", ["", "🎂🎂", "?!", "x" * 10_000, "Wann habt ihr auf? when do you open", "\ud800"]
)
def test_any_text_can_be_asked(text: str) -> None:
    ranked, vector = built(HOURS, RETURNS, LOST, ARTICLE), encoder.encode([text])[0]
    ear = learned(HOURS, RETURNS, LOST).ear
    hits = search(ranked, text, vector, 5, heard_scores(ranked, ear.keys, ear.scores(text, vector)))
    assert all(0 <= hit.confidence <= 1 for hit in hits)


def test_the_order_of_phrases_says_nothing_of_what_was_learned() -> None:
    turned = Entry("answer:hours", "answer", "Opening hours", "From 7.", tuple(reversed(HOURS.phrases)))
    assert phrases_of(built(HOURS, RETURNS)).content == phrases_of(built(RETURNS, turned)).content


@pytest.mark.django_db
@pytest.mark.usefixtures("_fresh")
def test_a_new_phrase_is_heard_in_the_very_next_question() -> None:
    hours = save_answer(AnswerDraft("Opening hours", "From 7.", HOURS.phrases, key="hours"))
    save_answer(AnswerDraft("Returns", "30 days.", RETURNS.phrases, key="returns"))
    find("anything")
    before = current_search()
    save_answer(AnswerDraft("Opening hours", "From 7.", (*HOURS.phrases, "zork the quux")), answer=hours)
    found = find("zork the quux")[0]
    assert (found.key, found.confidence > 0.8) == ("hours", True)
    assert current_search().ear is not before.ear


@pytest.mark.django_db
@pytest.mark.usefixtures("_fresh")
def test_who_asks_again_for_the_same_message_is_not_searched_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    save_answer(AnswerDraft("Opening hours", "From 7.", HOURS.phrases, key="hours"))
    find("when do you open today")
    monkeypatch.setattr(encoder, "encode", lambda texts: pytest.fail("it was encoded again"))
    assert find("when do you open today")[0].key == "hours"


@pytest.mark.django_db
@pytest.mark.usefixtures("_fresh")
def test_what_is_remembered_has_a_bound() -> None:
    save_answer(AnswerDraft("Opening hours", "From 7.", HOURS.phrases, key="hours"))
    for number in range(2 * index.MOST_REMEMBERED):
        find(f"question {number}")
    assert len(current_search()._found) <= index.MOST_REMEMBERED


@pytest.mark.django_db
@pytest.mark.usefixtures("_fresh")
def test_a_large_business_is_answered_while_it_is_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    """One ear is learned at a time, beside the questions; in the end the one that fits listens."""
    monkeypatch.setattr(hearing, "AT_ONCE", 3)
    may_end, begun = threading.Event(), []

    def slowly(phrases: object) -> Learned | None:
        begun.append(threading.current_thread().name)
        may_end.wait(20)
        return learn_ear(phrases)  # type: ignore[arg-type]

    monkeypatch.setattr(hearing, "learn_ear", slowly)
    save_all([], [AnswerDraft(e.title, e.body, e.phrases, key=e.key[7:]) for e in (HOURS, RETURNS, LOST)])
    assert find("when do you open")[0].key == "hours"
    assert current_search().ear is NO_EAR
    save_answer(AnswerDraft("Zork", "Quux.", ("zork the quux", "zork it"), key="zork"))
    assert find("zork the quux")[0].key == "zork"
    assert begun == ["ear"]
    may_end.set()
    hearing.wait()
    find("is it newer")
    hearing.wait()
    assert "answer:zork" in current_search().ear.keys
    assert begun == ["ear", "ear"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_fresh")
def test_an_ear_that_cannot_be_learned_leaves_the_search_to_answer_and_is_told_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(phrases: object) -> None:
        raise MemoryError

    monkeypatch.setattr(hearing, "AT_ONCE", 3)
    monkeypatch.setattr(hearing, "learn_ear", fails)
    save_all([], [AnswerDraft(e.title, e.body, e.phrases, key=e.key[7:]) for e in (HOURS, RETURNS, LOST)])
    for text in ("when do you open", "are you open today", "can i send it back"):
        assert find(text)
        hearing.wait()
    assert len(caplog.records) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("_fresh")
def test_an_ear_kept_ready_listens_as_soon_as_its_phrases_are_live(monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = [AnswerDraft(e.title, e.body, e.phrases, key=e.key[7:]) for e in (HOURS, RETURNS, LOST)]
    save_all([], drafts)
    found = learn_ear(phrases_of(current_index().ranked))
    assert found
    hearing.keep_ready(found.ear)
    monkeypatch.setattr(hearing, "learn_ear", lambda phrases: pytest.fail("it was learned again"))
    assert current_search().ear is found.ear


@pytest.mark.django_db
@pytest.mark.usefixtures("_fresh")
def test_articles_alone_are_searched_without_an_ear() -> None:
    save_article(ArticleDraft("Returns", "Send goods back within 30 days.", "Buying"))
    assert find("send goods back")[0].kind == "article"
    assert not Phrase.objects.exists()
    assert Search(current_index(), NO_EAR).find("send goods back")[0].key == "returns"
