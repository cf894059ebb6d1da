"""Is everything that is written in the index, and nothing that is gone?"""

import random
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from warmline.conversations.models import Conversation, Message
from warmline.conversations.noting import note
from warmline.customers.models import Customer
from warmline.desk.tests.talk import Talk, open_talk
from warmline.search.asking import Term
from warmline.search.attaching import attach
from warmline.search.engines import find
from warmline.search.models import Entry, Waiting
from warmline.search.sought import Sought
from warmline.search.words import find_place, words_of
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db


def texts(*words: str, is_begun: bool = False, about: tuple[tuple[str, ...], ...] = ()) -> list[str]:
    """Of what is found, the text; the latest first."""
    keys = find(Sought((Term(words, is_begun),), about), 1000)
    rows = Entry.objects.select_related("message", "note").in_bulk(keys)
    return [(rows[key].message or rows[key].note).text for key in keys]  # type: ignore[union-attr]


def people(*words: str) -> list[str]:
    keys = find(Sought((Term(words, True),), above=-(1 << 62), below=0), 100)
    return [str(row.customer) for row in Entry.objects.select_related("customer").filter(pk__in=keys)]


def fill_up(talk: Talk) -> None:
    """So many words that SQLite has taken in what came before."""
    talk.says(*(f"filler {number}" for number in range(260)))


@pytest.mark.parametrize("is_late", [False, True])
def test_a_message_is_found_at_once_and_later(dana: Customer, is_late: bool) -> None:
    talk = open_talk(dana, "The Walnut-loaf arrived CRUSHED, déjà vu!")
    if is_late:
        fill_up(talk)
    for words in (("walnut",), ("walnut", "loaf"), ("crushed",), ("deja", "vu")):
        assert len(texts(*words)) == 1, words
    assert texts("loaf", "walnut") == []
    assert texts("waln") == []
    assert len(texts("waln", is_begun=True)) == 1
    assert texts("walnut", about=(("kperson", "knote"),)) == []
    assert len(texts("walnut", about=(("kcustomer",), (f"c{talk.pk.hex[:16]}",)))) == 1


@pytest.mark.parametrize("is_late", [False, True])
def test_what_is_changed_is_found_by_its_new_words_alone(dana: Customer, is_late: bool) -> None:
    talk = open_talk(dana, "first wording")
    if is_late:
        fill_up(talk)
    Message.objects.filter(text="first wording").update(text="second wording")
    Customer.objects.filter(pk=dana.pk).update(name="Deirdre")
    assert texts("first") == []
    assert texts("second") == ["second wording"]
    assert people("dana") == ["Deirdre"], "the address is still dana@"
    assert people("whelan") == []
    assert people("deir") == ["Deirdre"]


@pytest.mark.parametrize("is_late", [False, True])
@pytest.mark.parametrize("way", ["orm", "sql"])
def test_what_is_erased_is_not_found_and_leaves_no_entry(
    bob: Person, dana: Customer, is_late: bool, way: str
) -> None:
    talk = open_talk(dana, "a secret wish")
    note(talk.pk, bob, "a secret note")
    if is_late:
        fill_up(talk)
    assert len(texts("secret")) == 2
    if way == "orm":
        Conversation.objects.filter(pk=talk.pk).delete()
        dana.delete()
    else:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM conversations_note")
            cursor.execute("DELETE FROM conversations_message")
    assert texts("secret") == []
    assert not Entry.objects.filter(customer=None).exists()
    assert all(row.entry.customer_id for row in Waiting.objects.select_related("entry"))


def test_what_is_rolled_back_was_never_there(dana: Customer) -> None:
    from django.db import transaction

    talk = open_talk(dana, "stays")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        fill_up(talk)
        talk.says("vanishes")
        raise ZeroDivisionError
    assert texts("vanishes") == []
    assert texts("stays") == ["stays"]


def test_what_was_written_without_triggers_is_taken_in(dana: Customer) -> None:
    talk = open_talk(dana, *(f"before number {number}" for number in range(100)))
    Entry.objects.all().delete()
    assert texts("before") == []
    attach()
    attach()
    assert len(texts("before")) == 100
    assert texts("before")[0] == "before number 99", "in their order"
    talk.says("before no longer")
    assert len(texts("before")) == 101
    assert people("dana") == ["Dana Whelan"]


def test_the_index_agrees_with_reading_everything(dana: Customer) -> None:
    """Many random texts, changed and erased at random: each word finds just the texts that hold it."""
    choose = random.Random(7)
    latin = "to bé or not 2 be BR-7 straße naïve Ünï über_x ñu o'clock"
    vocabulary = [
        *latin.split(),
        *[
            "你好",
            "привет",
            "हिन्दी",
            "में",
            "ऑर्डर",
            "नमस्ते",
            "สวัสดี",
            "வணக்கம்",
            "한국어",
            "ガラス",
            "مَرْحَبًا",
            "שָׁלוֹם",
        ],
    ]
    talk = open_talk(dana)
    for _ in range(300):
        talk.says(" ".join(choose.choices(vocabulary, k=choose.randint(1, 6))))
    for row in choose.sample(list(Message.objects.all()), 60):
        Message.objects.filter(pk=row.pk).update(text=" ".join(choose.choices(vocabulary, k=3)))
    Message.objects.filter(pk__in=[row.pk for row in choose.sample(list(Message.objects.all()), 30)]).delete()
    for spelled in vocabulary:
        sought = tuple(words_of(spelled))
        wanted = sorted(
            each.text for each in Message.objects.all() if find_place(words_of(each.text), sought) >= 0
        )
        assert sorted(texts(*sought)) == wanted, spelled


@pytest.mark.parametrize("is_late", [False, True])
def test_scripts_with_signs_on_their_letters_are_found(dana: Customer, is_late: bool) -> None:
    texts_said = ["मेरा ऑर्डर कहाँ है?", "สวัสดีครับ", "எனது ஆர்டர் எங்கே?", "안녕하세요", "ガラスのケーキ"]
    talk = open_talk(dana, *texts_said)
    if is_late:
        fill_up(talk)
    for said in texts_said:
        for word in said.rstrip("?").split():
            assert texts(*words_of(word)) == [said], word


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite read them rightly from the start")
def test_what_was_read_in_other_pieces_is_read_anew_by_its_migration(dana: Customer) -> None:
    open_talk(dana, "नमस्ते", "plain words")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE search_entry SET words = ''::tsvector")
    import_module("warmline.search.migrations.0003_marks_on_letters").read_anew(
        None, connection.schema_editor()
    )
    assert texts(*words_of("नमस्ते")) == ["नमस्ते"]
    assert texts("plain") == [], "what holds no marks was right, and is left alone"


def test_the_latest_comes_first_whenever_it_was_stored(dana: Customer) -> None:
    from datetime import timedelta

    from warmline.conversations.holding import current_episode
    from warmline.lib.time import now

    talk = open_talk(dana, "today parcel")
    old: Any = [
        Message(
            id=uuid4(),
            conversation=talk.row,
            episode=current_episode(talk.row),
            number=1000 + days,
            kind="customer",
            text=f"parcel {days} days ago",
            at=now() - timedelta(days=days),
        )
        for days in (3, 400, 30)
    ]
    Message.objects.bulk_create(old)
    assert texts("parcel") == ["today parcel", *(f"parcel {days} days ago" for days in (3, 30, 400))]
