"""A change of the knowledge is live in the next answer, and nothing else is."""

import threading
from collections.abc import Sequence

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from warmline.knowledge.index import current_index, find
from warmline.knowledge.models import Answer, Article, Edition, Passage
from warmline.knowledge.saving import (
    AnswerDraft,
    ArticleDraft,
    delete,
    from_bytes,
    publish,
    reencode_stale,
    save_all,
    save_answer,
    save_article,
)
from warmline.lib import encoder

pytestmark = pytest.mark.django_db

RETURNS = ArticleDraft(
    "Returns", "Send unopened goods back within 30 days.\n\nThe label is free.", "After buying"
)
HOURS = AnswerDraft(
    "Opening hours", "We are open from 8 to 18.", ("when are you open", "what time do you close"), key="hours"
)


def test_an_answer_is_found_as_soon_as_it_is_saved() -> None:
    assert find("what time do you open?") == ()
    save_answer(HOURS)
    best = find("what time do you open?")[0]
    assert (best.kind, best.key, best.text) == ("answer", "hours", "We are open from 8 to 18.")
    assert 0 <= best.confidence <= 1


def test_a_changed_text_is_what_the_next_question_gets() -> None:
    answer = save_answer(HOURS)
    find("when are you open")
    save_answer(AnswerDraft("Opening hours", "From 9 to 17.", HOURS.phrases), answer=answer)
    assert find("when are you open")[0].text == "From 9 to 17."


def test_an_answer_names_its_published_article_as_source() -> None:
    article = save_article(RETURNS)
    save_answer(AnswerDraft("Send it back", "Within 30 days.", ("can i return this",), article=article.slug))
    best = find("can i return this")[0]
    assert (best.source_title, best.source_url, best.url) == (
        "Returns",
        "/help/articles/returns/",
        best.source_url,
    )
    publish(article, False)
    assert find("can i return this")[0].source_url == ""


def test_an_article_gives_the_passage_that_fits() -> None:
    save_article(RETURNS)
    best = find("how many days to return goods")[0]
    assert (best.kind, best.key) == ("article", "returns")
    assert best.text == "Send unopened goods back within 30 days.\nThe label is free."


def test_drafts_and_switched_off_answers_are_not_found() -> None:
    article = save_article(RETURNS)
    publish(article, False)
    save_answer(AnswerDraft("Hours", "8 to 18", ("when are you open",), is_active=False))
    assert find("returns") == find("when are you open") == ()
    publish(article, True)
    assert find("returns")


def test_what_is_deleted_is_never_found_again() -> None:
    article = save_article(RETURNS)
    answer = save_answer(AnswerDraft("Back", "Yes.", ("return",), article="returns"))
    find("return")
    delete(article)
    assert [hit.kind for hit in find("return")] == ["answer"]
    delete(answer)
    assert find("return") == ()
    assert Passage.objects.count() == 0


def test_an_edit_encodes_only_what_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = save_answer(HOURS)
    save_article(RETURNS)
    kept = set(Passage.objects.values_list("pk", flat=True))
    encoded: list[str] = []
    encode = encoder.encode

    def watched(texts: Sequence[str]) -> encoder.Vectors:
        encoded.extend(texts)
        return encode(texts)

    monkeypatch.setattr(encoder, "encode", watched)
    save_answer(
        AnswerDraft(HOURS.title, HOURS.text, (*HOURS.phrases, "are you open on sunday")), answer=answer
    )
    assert encoded == ["are you open on sunday"]
    current_index()
    assert encoded == ["are you open on sunday"]
    assert kept <= set(Passage.objects.values_list("pk", flat=True))


def test_an_unchanged_knowledge_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    save_answer(HOURS)
    built = current_index()
    with django_assert_num_queries(1):
        assert current_index() is built


def test_every_change_makes_a_later_edition() -> None:
    article = save_article(RETURNS)
    numbers = [Edition.objects.get().number]
    for change in (
        lambda: save_article(RETURNS, article=article),
        lambda: publish(article, False),
        lambda: delete(article),
    ):
        change()
        numbers.append(Edition.objects.get().number)
    assert numbers == sorted(set(numbers))


def test_a_clock_set_back_does_not_hide_a_change() -> None:
    save_answer(HOURS)
    Edition.objects.update(number=2**62)
    current_index()
    save_article(RETURNS)
    assert Edition.objects.get().number == 2**62 + 1
    assert find("returns")[0].key == "returns"


def test_vectors_of_an_older_encoder_are_made_anew() -> None:
    save_answer(HOURS)
    Passage.objects.update(encoder="old", vector=b"\0" * 4 * encoder.DIMENSIONS)
    steps: list[tuple[int, int]] = []
    assert reencode_stale(lambda done, of: steps.append((done, of))) == 4
    assert steps == [(4, 4)]
    assert reencode_stale() == 0
    passage = Passage.objects.get(text="when are you open")
    assert from_bytes(bytes(passage.vector)) @ encoder.encode(["when are you open"])[0] == pytest.approx(1)


def test_an_index_over_stale_vectors_still_answers_rightly() -> None:
    save_answer(HOURS)
    Passage.objects.update(encoder="old", vector=b"")
    assert find("when are you open")[0].key == "hours"


def test_many_entries_are_saved_at_once_and_saving_them_again_changes_nothing() -> None:
    articles = [ArticleDraft("Returns", "Within 30 days.", "Buying", "returns")]
    answers = [
        AnswerDraft("Hours", "8 to 18", ("when open",), key="hours"),
        AnswerDraft("Back", "Yes", ("return it",), article="returns", key="back"),
    ]
    for _ in range(2):
        save_all(articles, answers, by="playbook")
    assert (Article.objects.count(), Answer.objects.count()) == (1, 2)
    assert Answer.objects.get(key="back").article == Article.objects.get(slug="returns")
    assert find("return it")[0].key == "back"
    assert set(Answer.objects.get(key="hours").phrases.values_list("text", "origin")) == {
        ("when open", "playbook")
    }


@pytest.mark.parametrize(
    "question", ["", " ", "😀😀", "\0", "\ud800", "?" * 100_000, "DROP TABLE", "الإرجاع"]
)
def test_any_question_gets_hits_or_none_but_never_an_error(question: str) -> None:
    save_answer(HOURS)
    assert all(0 <= hit.confidence <= 1 for hit in find(question))


def test_a_limit_is_kept() -> None:
    for number in range(8):
        save_answer(AnswerDraft(f"Hours {number}", "8 to 18", (f"when is shop {number} open",)))
    assert len(find("when open", limit=3)) == 3


@pytest.mark.django_db(transaction=True)
def test_threads_that_ask_at_once_share_one_index() -> None:
    save_answer(HOURS)
    built: list[object] = []

    def ask() -> None:
        built.append(current_index())
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(built) == 8
    assert len({id(each) for each in built}) == 1
