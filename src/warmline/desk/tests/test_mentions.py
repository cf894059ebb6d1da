"""Whom may a note call, and what does its writer see of it?"""

import pytest
from django.test import Client

from warmline.customers.models import Customer
from warmline.desk.tests.talk import open_talk, signed_in
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db


def called(person: Person, words: str) -> str:
    return signed_in(person).get("/desk/colleagues", {"words": words}).content.decode()


def test_colleagues_are_found_by_any_part_of_their_name_but_never_oneself(bob: Person, carol: Person) -> None:
    first, last = carol.name.split(" ", 1)
    for words in ("", first[:2].upper(), last, carol.name):
        assert carol.name in called(bob, words)
    assert bob.name not in called(bob, "")
    for words in ("zzz", "%", "\0" * 9, "x" * 10_000):
        assert 'role="option"' not in called(bob, words) or not words.strip("\0")


def test_who_left_is_not_called_and_names_are_escaped(bob: Person, carol: Person) -> None:
    Person.objects.filter(pk=carol.pk).update(name="<b>Carol</b>")
    assert "&lt;b&gt;Carol" in called(bob, "<b>")
    Person.objects.filter(pk=carol.pk).update(is_active=False)
    assert "Carol" not in called(bob, "")


def test_a_note_says_whom_it_calls_and_whether_they_have_looked(
    bob: Person, carol: Person, dana: Customer
) -> None:
    talk = open_talk(dana, "Hello")
    signed_in(bob).post(talk.path + "notes", {"text": f"@{carol.name} please look"})
    assert f"{carol.name}: not seen yet" in signed_in(bob).get(talk.path).content.decode()
    signed_in(carol).post(talk.path + "viewing")
    assert f"{carol.name}: has seen it" in signed_in(bob).get(talk.path).content.decode()


def test_charlie_learns_no_names(bob: Person) -> None:
    assert Client().get("/desk/colleagues", {"words": ""}).status_code == 302
    assert signed_in(bob).post("/desk/colleagues").status_code == 405
