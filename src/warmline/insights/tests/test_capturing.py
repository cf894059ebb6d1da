"""Noting why somebody really wrote: once, under one theme, with the words it rests on."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from warmline.conversations.holding import current_episode
from warmline.conversations.models import Conversation, Message
from warmline.customers.models import Customer
from warmline.desk.tests.talk import Talk, open_talk
from warmline.insights.capturing import Captured, Said, capture, put_under, take_back
from warmline.insights.errors import InsightRefused
from warmline.insights.likeness import themes_like
from warmline.insights.models import Insight, Theme, Wording
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db


def note(talk: Talk, person: Person, words: str = "", theme: int = 0, quote: str = "best") -> Captured:
    return capture(current_episode(talk.row), Said(words, theme, quote), person)


@pytest.fixture
def talk(dana: Customer) -> Talk:
    return open_talk(dana, "Hello!", "My parcel is three days late, it was a present", "Thanks anyway")


def test_two_words_make_a_theme_with_who_when_and_the_message_that_says_it_best(
    talk: Talk, bob: Person
) -> None:
    insight = note(talk, bob, "  Late   delivery ").insight
    assert (insight.theme.name, insight.words, insight.person) == ("Late delivery", "Late delivery", bob)
    assert insight.quote and "three days late" in insight.quote.text


def test_the_same_words_in_another_spelling_are_the_same_theme(
    talk: Talk, dana: Customer, bob: Person, carol: Person
) -> None:
    note(talk, bob, "Late delivery")
    note(open_talk(dana, "Where is it?"), carol, "LATE  DELIVERY")
    assert Theme.objects.get().insights.count() == 2


def test_noted_twice_in_an_episode_it_stands_there_once_under_the_first_name(
    talk: Talk, bob: Person, carol: Person
) -> None:
    assert note(talk, bob, "Late delivery").is_first
    second = note(talk, carol, "late delivery")
    assert not second.is_first
    assert second.insight.person == bob


def test_an_episode_may_have_several_reasons(talk: Talk, bob: Person) -> None:
    note(talk, bob, "late delivery")
    note(talk, bob, "present for somebody")
    assert talk.row.insights.count() == 2


def test_synonyms_are_proposed_and_joined_only_by_a_person(talk: Talk, dana: Customer, bob: Person) -> None:
    note(talk, bob, "late delivery")
    other = open_talk(dana, "Still nothing")
    captured = note(other, bob, "order arrived late")
    assert [near.name for near in captured.near] == ["late delivery"]
    assert Theme.objects.count() == 2
    put_under(captured.insight.pk, captured.near[0].theme)
    assert Theme.objects.get().name == "late delivery"
    # From now on the other words mean it without a question.
    assert note(open_talk(dana, "And again"), bob, "Order arrived late").insight.theme.name == "late delivery"


def test_what_was_typed_before_a_theme_was_picked_becomes_another_way_of_saying_it(
    talk: Talk, dana: Customer, bob: Person
) -> None:
    theme = note(talk, bob, "late delivery").insight.theme
    note(open_talk(dana, "One"), bob, "parcel delayed", theme.pk)
    note(open_talk(dana, "Two"), bob, "la", theme.pk)
    assert sorted(theme.wordings.values_list("words", flat=True)) == ["late delivery", "parcel delayed"]
    assert Theme.objects.count() == 1


def test_likeness_finds_other_words_and_beginnings_of_words(talk: Talk, bob: Person) -> None:
    note(talk, bob, "late delivery")
    assert [near.name for near in themes_like("parcel delayed")] == ["late delivery"]
    assert [near.name for near in themes_like("deliv")] == ["late delivery"]
    assert themes_like("   ") == []


@pytest.mark.parametrize("words", ["", "  ", "!!!", "😀", "x" * 61, "y" * 100_000])
def test_what_is_no_theme_is_refused_in_words(talk: Talk, bob: Person, words: str) -> None:
    with pytest.raises(InsightRefused) as refused:
        note(talk, bob, words)
    assert "words" in refused.value.text
    assert not Theme.objects.exists()


@pytest.mark.parametrize(
    "words", ["Dana unhappy", "order BR-1042", "dana@mail.example", "call +353 1 5551234"]
)
def test_names_and_numbers_of_one_person_are_no_theme(talk: Talk, bob: Person, words: str) -> None:
    with pytest.raises(InsightRefused, match="names, numbers"):
        note(talk, bob, words)


def test_the_message_may_be_chosen_or_left_out_and_must_be_of_this_episode(talk: Talk, bob: Person) -> None:
    first = note(talk, bob, "said hello", quote="2").insight.quote
    assert first and first.text == "Hello!"
    assert note(talk, bob, "no words", quote="none").insight.quote is None
    strange = note(talk, bob, "parcel late", quote="999").insight.quote
    assert strange and "late" in strange.text


def test_a_talk_without_a_word_has_no_quote(dana: Customer, bob: Person) -> None:
    assert note(open_talk(dana), bob, "just looking").insight.quote is None
    assert note(open_talk(dana, "😀"), bob, "only a smile").insight.quote is None


def test_a_theme_that_is_gone_is_said_so(talk: Talk, bob: Person) -> None:
    with pytest.raises(InsightRefused, match="joined"):
        note(talk, bob, "", theme=999)


def test_who_noted_it_or_the_owner_takes_it_back_and_the_empty_theme_goes(
    talk: Talk, alice: Person, bob: Person, carol: Person
) -> None:
    first = note(talk, bob, "late delivery").insight
    with pytest.raises(InsightRefused, match="Bob Nolan"):
        take_back(first.pk, carol)
    take_back(first.pk, bob)
    take_back(first.pk, bob)
    assert not Theme.objects.exists() and not Wording.objects.exists()
    take_back(note(talk, bob, "late delivery").insight.pk, alice)
    assert not Insight.objects.exists()


def test_an_erased_message_takes_the_quote_along_and_an_erased_conversation_the_insight(
    talk: Talk, bob: Person
) -> None:
    insight = note(talk, bob, "late delivery").insight
    assert insight.quote
    Message.objects.filter(pk=insight.quote.pk).delete()
    insight.refresh_from_db()
    assert insight.quote is None
    Conversation.objects.filter(pk=talk.pk).delete()
    assert not Insight.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_new_words_said_at_the_same_time_are_one_theme(dana: Customer, bob: Person) -> None:
    talks = [open_talk(dana, f"Where is parcel {number}?") for number in range(4)]

    def say(each: Talk) -> None:
        try:
            note(each, bob, "late delivery")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(say, talks))
    assert Theme.objects.get().insights.count() == 4
