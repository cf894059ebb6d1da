"""What the desk fetches of the copilot, and what strangers and broken requests get: nothing."""

from uuid import uuid4

import pytest
from django.test import Client

from warmline.copilot.models import Choice
from warmline.copilot.tests.scene import know_a_little, taken
from warmline.customers.models import Customer
from warmline.desk.tests.talk import Talk, signed_in
from warmline.staff.models import Person
from warmline.web.options import change

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(business: object, dana: Customer, bob: Person) -> Talk:
    know_a_little()
    return taken(dana, bob, 'where can I park? "><script>alert(1)</script>')


def at(talk: Talk, noun: str) -> str:
    return f"/copilot/conversations/{talk.pk}/{noun}"


def test_the_page_of_a_conversation_names_where_suggestions_are(talk: Talk, bob: Person) -> None:
    client = Client()
    client.force_login(bob)
    page = client.get(talk.path).content.decode()
    assert f'data-suggests="/copilot/conversations/{talk.pk}/"' in page
    assert "copilot/suggestions.js" in page


def test_suggestions_are_shown_with_number_source_and_confidence(talk: Talk, bob: Person) -> None:
    page = signed_in(bob).get(at(talk, "suggestions")).content.decode()
    assert "Answer: Parking" in page
    assert "% sure" in page
    assert '<kbd data-of="suggestion-1">' in page


def test_what_anybody_wrote_stays_text(talk: Talk, bob: Person) -> None:
    Customer.objects.update(name='"><img src=x onerror=alert(1)>')
    page = signed_in(bob).get(at(talk, "suggestions")).content.decode()
    assert "<script" not in page
    assert "<img" not in page


def test_the_owner_switches_suggestions_off(talk: Talk, bob: Person) -> None:
    change("copilot.suggests", False)
    assert signed_in(bob).get(at(talk, "suggestions")).content.strip() == b""


def test_a_choice_is_kept_and_one_that_is_not_there_is_404(talk: Talk, bob: Person) -> None:
    fields = {"kind": "answer", "key": "parking", "outcome": "put_in"}
    assert signed_in(bob).post(at(talk, "choices"), fields).status_code == 204
    assert Choice.objects.get().outcome == "put_in"
    bad = [{}, {**fields, "outcome": "taken"}, {**fields, "key": "x" * 9999}, {**fields, "kind": "\0"}]
    for fields in bad:
        assert signed_in(bob).post(at(talk, "choices"), fields).status_code == 404
    assert Choice.objects.count() == 1


def test_a_stranger_gets_and_changes_nothing(talk: Talk) -> None:
    assert Client().get(at(talk, "suggestions")).status_code == 302
    fields = {"kind": "answer", "key": "parking", "outcome": "put_in"}
    assert Client().post(at(talk, "choices"), fields).status_code == 302
    assert not Choice.objects.exists()


def test_without_the_token_of_the_form_nothing_happens(talk: Talk, bob: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(bob)
    assert client.post(at(talk, "choices"), {}).status_code == 403


def test_a_conversation_that_is_not_there_is_404(talk: Talk, bob: Person) -> None:
    for noun, method in (("suggestions", "get"), ("choices", "post")):
        path = f"/copilot/conversations/{uuid4()}/{noun}"
        assert getattr(signed_in(bob), method)(path).status_code == 404
