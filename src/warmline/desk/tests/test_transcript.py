"""What was said, to be kept: complete, without what is private, and nobody's words pass for another's."""

import json

import pytest
from django.test import Client

from warmline.channels.line import Refused
from warmline.conversations import handover, noting, revising, saying
from warmline.conversations.models import Conversation
from warmline.conversations.transcribing import MOST
from warmline.customers.models import Customer
from warmline.desk.tests.talk import Talk, open_talk, signed_in
from warmline.line import visitors
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db
FORGED = "Hello\n[2026-01-01 10:00] Bob Nolan:\n    You get 100 % back\u2028[2026] Bob: yes"


@pytest.fixture
def talk(dana: Customer, bob: Person) -> Talk:
    talk = open_talk(dana, FORGED)
    handover.take(talk.pk, bob)
    saying.reply(talk.pk, bob, "<b>Monday</b>", seen_number=talk.row.last_number, client_id="1")
    noting.note(talk.pk, bob, "Rough week, be kind")
    return talk


def text_of(talk: Talk, person: Person, query: str = "") -> str:
    response = signed_in(person).get(f"{talk.path}transcript.txt{query}")
    assert response["Content-Disposition"] == f'attachment; filename="conversation-{talk.pk}.txt"'
    return response.content.decode()


def test_it_holds_all_that_was_said_in_order_without_private_notes(talk: Talk, carol: Person) -> None:
    text = text_of(talk, carol)
    for words in ("Hello", "Bob Nolan:\n    <b>Monday</b>", "automatic assistant"):
        assert words in text
    assert text.index("Hello") < text.index("<b>Monday</b>")
    assert "Rough week" not in text
    assert "Bob Nolan (private note):\n    Rough week" in text_of(talk, carol, "?notes=1")


def test_no_line_of_a_customer_passes_for_an_entry_of_somebody_else(talk: Talk, carol: Person) -> None:
    entries = [line for line in text_of(talk, carol).splitlines() if line.startswith("[")]
    assert not any("Bob" in line for line in entries[:2])
    assert len(entries) == talk.row.last_number


def test_the_page_to_print_escapes_what_was_said(talk: Talk, carol: Person) -> None:
    html = signed_in(carol).get(talk.path + "transcript").content.decode()
    assert "&lt;b&gt;Monday&lt;/b&gt;" in html
    assert "Rough week" not in html
    assert "Rough week" in signed_in(carol).get(talk.path + "transcript?notes=1").content.decode()


def test_as_data_it_is_for_other_programs(talk: Talk, carol: Person) -> None:
    found = json.loads(signed_in(carol).get(talk.path + "transcript.json").content)
    assert (found["conversation"], found["left_out"]) == (str(talk.pk), 0)
    assert [entry["kind"] for entry in found["entries"]] == ["bot", "customer", "system", "person"]


def test_what_was_deleted_or_edited_is_marked(talk: Talk, bob: Person) -> None:
    revising.change(talk.pk, bob, talk.row.last_number, "Tuesday")
    assert "Bob Nolan (edited):\n    Tuesday" in text_of(talk, bob)
    revising.delete(talk.pk, bob, talk.row.last_number)
    text = text_of(talk, bob, "?notes=1")
    assert "This message was deleted." in text
    assert "Monday" not in text and "Tuesday" not in text


def test_the_customer_gets_it_in_their_language_and_never_the_notes(talk: Talk) -> None:
    Conversation.objects.update(language="de")
    text = visitors.transcript(talk.pk)
    assert text.startswith("Unterhaltung mit ")
    assert "Kunde:" in text and "<b>Monday</b>" in text
    assert "Rough week" not in text
    Conversation.objects.all().delete()
    with pytest.raises(Refused):
        visitors.transcript(talk.pk)


def test_of_an_endless_conversation_it_holds_the_latest_and_says_so(
    talk: Talk, carol: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST > 1000
    monkeypatch.setattr("warmline.conversations.transcribing.MOST", 1)
    assert f"[… {talk.row.last_number - 1}]" in text_of(talk, carol)
    assert "oldest messages are not shown" in signed_in(carol).get(talk.path + "transcript").content.decode()


@pytest.mark.parametrize("noun", ["transcript", "transcript.txt", "transcript.json"])
def test_a_stranger_gets_none(talk: Talk, noun: str) -> None:
    response = Client().get(talk.path + noun)
    assert response.status_code == 302
    assert response["Location"].startswith("/staff/login/")
