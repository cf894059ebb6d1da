"""Charlie, a stranger, gets nothing of the desk; nobody gets what is not there."""

from uuid import uuid4

import pytest
from django.test import Client

from warmline.conversations.models import Message, Note
from warmline.customers.models import Customer
from warmline.desk.models import Draft, Viewing
from warmline.desk.tests.talk import open_talk, signed_in
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db

PAGES = ["", "colleagues", "transcript", "mergers"]
ACTS = ["take", "return", "assignment", "snooze", "closure", "replies", "notes", "draft", "viewing"]
ACTS += ["withdrawal", "departure", "revision", "merger"]
FIELDS = {
    "text": "Hello",
    "seen_number": "1",
    "client_id": "x",
    "kind": "reply",
    "person": "1",
    "for": "1h",
    "reply": "1",
    "number": "1",
}


@pytest.mark.parametrize("noun", PAGES)
def test_a_stranger_is_led_to_the_login(dana: Customer, noun: str) -> None:
    talk = open_talk(dana, "My secret wish")
    for path in (talk.path + noun, "/desk/"):
        response = Client().get(path)
        assert response.status_code == 302
        assert response["Location"].startswith("/staff/login/")


@pytest.mark.parametrize("noun", ACTS)
def test_a_stranger_changes_nothing(dana: Customer, noun: str) -> None:
    talk = open_talk(dana, "Hello")
    talk.queue()
    before = talk.row
    assert Client().post(talk.path + noun, FIELDS).status_code == 302
    assert Client(headers={"HX-Request": "true"}).post(talk.path + noun, FIELDS).status_code == 401
    after = talk.row
    assert (after.version, after.last_number) == (before.version, before.last_number)
    assert not Note.objects.exists()
    assert not Draft.objects.exists()
    assert not Viewing.objects.exists()


@pytest.mark.parametrize("noun", ACTS)
def test_without_the_csrf_token_nothing_happens(dana: Customer, bob: Person, noun: str) -> None:
    talk = open_talk(dana, "Hello")
    client = Client(enforce_csrf_checks=True)
    client.force_login(bob)
    assert client.post(talk.path + noun, FIELDS).status_code == 403
    assert Message.objects.count() == 2


def test_somebody_who_left_the_business_is_a_stranger(dana: Customer, bob: Person) -> None:
    talk = open_talk(dana, "Hello")
    client = signed_in(bob)
    assert client.get(talk.path).status_code == 200
    Person.objects.filter(pk=bob.pk).update(is_active=False)
    assert client.get(talk.path).status_code == 401
    assert client.post(talk.path + "take").status_code == 401


@pytest.mark.parametrize("noun", ACTS)
def test_an_unknown_conversation_is_not_found(bob: Person, noun: str) -> None:
    assert signed_in(bob).post(f"/desk/conversations/{uuid4()}/{noun}", FIELDS).status_code == 404
    assert signed_in(bob).post(f"/desk/conversations/nonsense/{noun}", FIELDS).status_code == 404


@pytest.mark.parametrize("noun", PAGES)
def test_an_unknown_page_is_not_found(bob: Person, noun: str) -> None:
    assert signed_in(bob).get(f"/desk/conversations/{uuid4()}/{noun}").status_code == 404


@pytest.mark.parametrize("noun", ACTS)
def test_acts_are_not_done_by_looking(dana: Customer, bob: Person, noun: str) -> None:
    assert signed_in(bob).get(open_talk(dana).path + noun).status_code == 405
