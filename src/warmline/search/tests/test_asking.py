"""What does the box understand, and what does it take as a word?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmline.search.asking import Question, Term, understand

TODAY = date(2026, 11, 25)


def ask(text: str) -> Question:
    return understand(text, TODAY)


def words(text: str) -> list[tuple[str, ...]]:
    return [term.words for term in ask(text).terms]


def test_words_are_folded_and_the_last_may_be_begun() -> None:
    assert ask("Crème BRÛLÉE deliv").terms == (
        Term(("creme",)),
        Term(("brulee",)),
        Term(("deliv",), is_begun=True),
    )


def test_quotes_keep_words_together_and_end_the_last() -> None:
    assert ask('"walnut loaf" fresh').terms == (Term(("walnut", "loaf")), Term(("fresh",), True))
    assert ask('fresh "walnut loaf"').terms[-1] == Term(("walnut", "loaf"))
    assert words('"never closed') == [("never", "closed")]


def test_an_order_number_is_words_that_stand_together() -> None:
    assert words("BR-1042") == [("br", "1042")]


def test_filters_are_read_wherever_they_stand() -> None:
    question = ask(
        'late from:customer WITH:"Dana Whelan" before:2026-11-01 after:2w is:open is:urgent label:vip'
    )
    assert question.terms == (Term(("late",)),)
    assert (question.speaker, question.customer) == ("customer", "Dana Whelan")
    assert (question.before, question.after) == (date(2026, 11, 1), date(2026, 11, 11))
    assert (question.states, question.labels) == (("open", "urgent"), ("vip",))


@pytest.mark.parametrize("text", ["before:soon", "after:2026-13-99", "before:9999y", "is:purple"])
def test_what_is_not_understood_is_said(text: str) -> None:
    question = ask(text)
    assert len(question.unclear) == 1
    assert question.is_empty


@pytest.mark.parametrize("text", ["", "   ", '"', '""', "***", "AND", "🍞", "from:", "-", "()", "ـ"])
def test_next_to_nothing_is_understood_too(text: str) -> None:
    assert len(ask(text).terms) <= 1


def test_foreign_filters_and_addresses_are_words() -> None:
    assert words("https://shop.example foo:bar 10:30") == [
        ("https", "shop", "example"),
        ("foo", "bar"),
        ("10", "30"),
    ]


def test_what_is_endless_is_cut() -> None:
    assert len(ask("word " * 10_000).terms) == 12
    assert len(ask("x" * 10_000).terms) == 1


@given(st.text(max_size=400))
def test_any_text_is_a_question(text: str) -> None:
    for term in ask(text).terms:
        assert term.words
        assert all(word and word == word.lower() for word in term.words)
