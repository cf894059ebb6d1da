"""Is every playbook complete, believable and true to itself? Each folder is held to this."""

import re
from datetime import date

import pytest

from warmline.playbooks.playbook import Playbook
from warmline.playbooks.reading import playbook_names, read_playbook

FILLER = re.compile(r"lorem|ipsum|\bTODO\b|\bTBD\b|\bXXX\b|placeholder|\bfoo\b|as an AI", re.IGNORECASE)


@pytest.fixture(params=playbook_names())
def playbook(request: pytest.FixtureRequest) -> Playbook:
    return read_playbook(request.param)


def test_there_is_enough_to_start_a_business_with(playbook: Playbook) -> None:
    assert len(playbook.articles) >= 30
    assert len(playbook.answers) >= 30
    assert len(playbook.products) == 60
    assert len(playbook.patterns) >= 30
    assert len(playbook.demo_orders) >= 4
    assert len(playbook.people.first_names) * len(playbook.people.last_names) >= 1000
    assert len({hours.weekday for hours in playbook.hours}) >= 5
    assert [member.role for member in playbook.staff].count("owner") == 1
    assert [member.role for member in playbook.staff].count("agent") == 3


def test_an_article_has_80_to_250_words(playbook: Playbook) -> None:
    lengths = {article.slug: len(article.body.split()) for article in playbook.articles}
    assert {slug: words for slug, words in lengths.items() if not 80 <= words <= 250} == {}


def test_no_title_and_no_phrase_stands_there_twice(playbook: Playbook) -> None:
    titles = [article.title.casefold() for article in playbook.articles]
    phrases = [phrase.casefold() for answer in playbook.answers for phrase in answer.phrases]
    assert sorted(titles) == sorted(set(titles))
    assert sorted(phrases) == sorted(set(phrases))


def test_an_answer_is_short_and_has_5_to_12_phrases(playbook: Playbook) -> None:
    for answer in playbook.answers:
        assert 5 <= len(answer.phrases) <= 12, answer.key
        assert len(answer.text) <= 450, answer.key
        assert "{" not in answer.text, answer.key


def test_one_answer_looks_up_an_order(playbook: Playbook) -> None:
    assert [answer.action for answer in playbook.answers].count("order_status") == 1


def test_no_phrase_that_is_answered_holds_a_word_that_goes_to_a_person(playbook: Playbook) -> None:
    clashes = [
        (answer.key, phrase, word)
        for answer in playbook.answers
        for phrase in answer.phrases
        for topic in playbook.scope
        for word in topic.words
        if re.search(rf"\b{re.escape(word)}\b", phrase.casefold())
    ]
    assert clashes == []


def test_nothing_is_filler(playbook: Playbook) -> None:
    texts = [
        *(f"{article.title} {article.body}" for article in playbook.articles),
        *(answer.text for answer in playbook.answers),
        *(f"{product.name} {product.description}" for product in playbook.products),
        *(line.text for pattern in playbook.patterns for line in pattern.lines),
        *(f"{section.title} {section.text}" for section in playbook.site.sections),
    ]
    assert [text for text in texts if FILLER.search(text)] == []


def test_the_demo_shows_an_order_on_its_way_a_late_one_and_a_ready_one(playbook: Playbook) -> None:
    orders = playbook.demo_orders
    is_open = {"received", "preparing", "ready", "out_for_delivery"}
    assert any(order.status == "out_for_delivery" for order in orders)
    assert any(order.status in is_open and order.promised_in_hours < 0 for order in orders)
    assert any(order.status == "ready" for order in orders)
    assert any(order.high_value for order in orders)


def test_holidays_reach_into_the_next_year(playbook: Playbook) -> None:
    assert max(holiday.date for holiday in playbook.holidays) >= date(2027, 1, 1)


def test_bot_and_staff_do_not_share_a_name(playbook: Playbook) -> None:
    names = {member.name.split()[0] for member in playbook.staff}
    assert playbook.business.bot_name not in names
