"""Whom does a note call, and when is it read?"""

import pytest

from warmline.conversations.mentioning import keep_mentions, mentions_in, read_mentions
from warmline.conversations.models import Mention
from warmline.conversations.noting import note
from warmline.customers.models import Customer
from warmline.desk.tests.talk import open_talk
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@Carol can you look?", ["Carol Quinn"]),
        ("@carol quinn, please. And @BOB!", ["Carol Quinn", "Bob Nolan"]),
        ("@Carol @Carol Quinn", ["Carol Quinn"]),
        ("mail carol@bakery.example or me@carol", []),
        ("@Caroline @ Carol @@Carol @", []),
        ("(@bob)", ["Bob Nolan"]),
        ("", []),
    ],
)
def test_people_are_called_by_first_or_whole_name(
    bob: Person, carol: Person, text: str, names: list[str]
) -> None:
    assert [person.name for person in mentions_in(text)] == names


def test_a_first_name_that_two_share_calls_neither_and_the_whole_name_does(bob: Person) -> None:
    Person.objects.create_user("bob2@bakery.example", name="Bob Dole")
    assert mentions_in("@Bob look") == []
    assert [person.name for person in mentions_in("@Bob Dole look")] == ["Bob Dole"]


def test_who_has_left_is_not_called(bob: Person) -> None:
    Person.objects.filter(pk=bob.pk).update(is_active=False)
    assert mentions_in("@Bob look") == []


def test_a_note_full_of_signs_is_read_quickly(bob: Person, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert mentions_in("@b" * 2000 + " @Bob") == [bob]


def test_a_mention_is_kept_once_and_read_by_who_was_called(
    bob: Person, carol: Person, dana: Customer
) -> None:
    talk = open_talk(dana, "Hello")
    written = note(talk.pk, bob, "@Carol, and @Bob that is me, look. @carol!")
    keep_mentions(written)
    keep_mentions(written)
    assert [(row.person, row.read_at) for row in Mention.objects.all()] == [(carol, None)]
    assert read_mentions(talk.pk, bob) == 0
    assert read_mentions(talk.pk, carol) == 1
    assert read_mentions(talk.pk, carol) == 0
