"""Replies, notes, drafts and signs of life: stored once, never lost, never seen by the wrong people."""

from datetime import timedelta
from typing import Any
from unittest.mock import ANY

import pytest
from django.test import Client

from warmline.conversations.models import Kind, Message, Note
from warmline.customers.models import Customer
from warmline.desk.looking import GONE_AFTER
from warmline.desk.models import Draft, Viewing
from warmline.desk.tests.talk import Talk, open_talk, signed_in
from warmline.lib.time import now
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(dana: Customer, bob: Person) -> Talk:
    talk = open_talk(dana, "Hello")
    signed_in(bob).post(talk.path + "take")
    return talk


def reply(client: Client, talk: Talk, text: str, seen: int | None = None, client_id: str = "c1") -> int:
    seen = talk.row.last_number if seen is None else seen
    fields = {"text": text, "seen_number": str(seen), "client_id": client_id}
    return client.post(talk.path + "replies", fields).status_code


def said_by(person: Person) -> list[str]:
    return list(Message.objects.filter(kind=Kind.PERSON, person=person).values_list("text", flat=True))


def test_a_reply_is_stored_under_the_name_of_who_wrote_it(talk: Talk, bob: Person) -> None:
    response = signed_in(bob).post(
        talk.path + "replies",
        {"text": "Hello Dana", "seen_number": str(talk.row.last_number), "client_id": "1"},
    )
    assert (response.status_code, response.json()) == (201, {"number": talk.row.last_number})
    message = talk.row.messages.get(number=talk.row.last_number)
    assert (message.kind, message.name, message.text) == ("person", "Bob Nolan", "Hello Dana")


def test_the_same_client_id_stores_one_reply(talk: Talk, bob: Person) -> None:
    seen = talk.row.last_number
    assert reply(signed_in(bob), talk, "Once", seen) == 201
    assert reply(signed_in(bob), talk, "Once", seen) == 201
    assert said_by(bob) == ["Once"]


def test_a_reply_to_an_old_state_is_not_stored_and_the_writer_is_told(talk: Talk, bob: Person) -> None:
    seen = talk.row.last_number
    talk.says("By the way, it is solved")
    response = signed_in(bob).post(
        talk.path + "replies", {"text": "My careful text", "seen_number": str(seen), "client_id": "1"}
    )
    assert response.status_code == 409
    html = response.content.decode()
    assert "Something new was said while you were writing" in html
    assert "By the way, it is solved" in html
    assert f'data-seen-number="{talk.row.last_number}"' in html
    assert response["HX-Trigger"] == "desk:conversation"
    assert said_by(bob) == []


def test_without_scripts_the_refused_text_is_shown_again(talk: Talk, bob: Person) -> None:
    client = Client()
    client.force_login(bob)
    talk.says("New")
    response = client.post(
        talk.path + "replies", {"text": "My <b>careful</b> text", "seen_number": "1", "client_id": "1"}
    )
    assert response.status_code == 409
    assert "My &lt;b&gt;careful&lt;/b&gt; text" in response.content.decode()


@pytest.mark.parametrize("fields", [{}, {"seen_number": "x"}, {"client_id": ""}, {"client_id": "y" * 41}])
def test_a_reply_without_its_numbers_is_refused(talk: Talk, bob: Person, fields: dict[str, str]) -> None:
    good = {"text": "Hi", "seen_number": str(talk.row.last_number), "client_id": "1"}
    sent = {**good, **fields} if fields else {"text": "Hi"}
    assert signed_in(bob).post(talk.path + "replies", sent).status_code == 422
    assert said_by(bob) == []


def test_a_reply_cannot_be_mistaken_for_a_message_of_the_customer(talk: Talk, bob: Person) -> None:
    taken = talk.says("Mine").client_id
    assert taken is not None
    assert reply(signed_in(bob), talk, "Yours", client_id=taken) == 201
    assert said_by(bob) == ["Yours"]


@pytest.mark.parametrize("noun", ["replies", "notes"])
def test_empty_and_endless_texts_are_refused(talk: Talk, bob: Person, noun: str) -> None:
    fields = {"seen_number": str(talk.row.last_number), "client_id": "1"}
    assert signed_in(bob).post(talk.path + noun, {**fields, "text": " \n\0"}).status_code == 422
    assert signed_in(bob).post(talk.path + noun, {**fields, "text": "x" * 4001}).status_code == 413
    assert signed_in(bob).post(talk.path + noun, {**fields, "text": "x" * 900_000}).status_code == 413
    assert signed_in(bob).post(talk.path + noun, {**fields, "text": "x" * 1_100_000}).status_code in (
        400,
        413,
    )
    assert said_by(bob) == []
    assert not Note.objects.exists()


def test_a_draft_of_a_megabyte_is_refused(talk: Talk, bob: Person) -> None:
    for size in (20_000, 900_000, 1_100_000):
        response = signed_in(bob).post(talk.path + "draft", {"kind": "reply", "text": "x" * size})
        assert response.status_code in (400, 413)
    assert not Draft.objects.exists()


def test_anybody_may_leave_a_note_and_the_customer_never_sees_it(talk: Talk, carol: Person) -> None:
    before = talk.row.last_number
    assert (
        signed_in(carol).post(talk.path + "notes", {"text": "Be kind, <i>rough week</i>"}).status_code == 201
    )
    assert talk.row.last_number == before
    html = signed_in(carol).get(talk.path).content.decode()
    assert "Be kind, &lt;i&gt;rough week&lt;/i&gt;" in html


def test_a_note_sent_twice_is_one_note(talk: Talk, carol: Person) -> None:
    for _ in range(2):
        signed_in(carol).post(talk.path + "notes", {"text": "Called the courier."})
    assert Note.objects.count() == 1


def test_drafts_are_kept_for_each_person_and_kind(talk: Talk, bob: Person, carol: Person) -> None:
    for person, kind, text in ((bob, "reply", "Dear Dana"), (bob, "note", "psst"), (carol, "note", "hm")):
        response = signed_in(person).post(talk.path + "draft", {"kind": kind, "text": text})
        assert response.json()["draft"]
    html = signed_in(bob).get(talk.path).content.decode()
    assert ">\nDear Dana</textarea>" in html
    assert ">\npsst</textarea>" in html
    assert ">\nhm</textarea>" not in html
    assert "Dear Dana" not in signed_in(carol).get(talk.path).content.decode()


def test_a_draft_keeps_its_first_line_break(talk: Talk, bob: Person) -> None:
    signed_in(bob).post(talk.path + "draft", {"kind": "reply", "text": "\nsecond line"})
    assert ">\n\nsecond line</textarea>" in signed_in(bob).get(talk.path).content.decode()


def test_an_emptied_draft_is_forgotten(talk: Talk, bob: Person) -> None:
    for text in ("Dear", "  "):
        signed_in(bob).post(talk.path + "draft", {"kind": "reply", "text": text})
    assert not Draft.objects.exists()


def test_what_was_sent_is_no_draft_any_more(talk: Talk, bob: Person) -> None:
    signed_in(bob).post(talk.path + "draft", {"kind": "reply", "text": "Dear Dana"})
    signed_in(bob).post(talk.path + "draft", {"kind": "note", "text": "psst"})
    reply(signed_in(bob), talk, "Dear Dana")
    assert [draft.kind for draft in Draft.objects.all()] == ["note"]


def test_a_draft_is_of_a_known_kind(talk: Talk, bob: Person) -> None:
    assert signed_in(bob).post(talk.path + "draft", {"kind": "poem", "text": "x"}).status_code == 422


def test_colleagues_see_who_is_looking_and_who_is_writing(talk: Talk, bob: Person, carol: Person) -> None:
    assert signed_in(bob).post(talk.path + "viewing").content.strip() == b""
    assert "Bob Nolan is also looking" in signed_in(carol).post(talk.path + "viewing").content.decode()
    html = signed_in(bob).post(talk.path + "viewing", {"writing": "reply"}).content.decode()
    assert "Carol Quinn is also looking" in html
    assert "Bob Nolan is writing" in signed_in(carol).post(talk.path + "viewing").content.decode()
    assert "Bob Nolan is writing" in signed_in(carol).get(talk.path).content.decode()


def test_who_is_silent_for_25_seconds_is_gone(talk: Talk, bob: Person, carol: Person) -> None:
    signed_in(bob).post(talk.path + "viewing")
    Viewing.objects.update(seen_at=now() - GONE_AFTER - timedelta(seconds=1))
    assert signed_in(carol).post(talk.path + "viewing").content.strip() == b""


def test_who_closes_the_page_is_gone_at_once(talk: Talk, bob: Person, carol: Person) -> None:
    signed_in(bob).post(talk.path + "viewing")
    assert signed_in(bob).post(talk.path + "viewing", {"left": "1"}).status_code == 204
    assert signed_in(carol).post(talk.path + "viewing").content.strip() == b""


def test_the_customer_sees_typing_of_the_holder_only(
    talk: Talk, bob: Person, carol: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr("warmline.lib.live.hub.deliver", lambda topic, note: told.append((topic, note)))
    signed_in(bob).post(talk.path + "viewing", {"writing": "reply"})
    signed_in(bob).post(talk.path + "viewing", {"writing": ""})
    signed_in(carol).post(talk.path + "viewing", {"writing": "reply"})
    signed_in(bob).post(talk.path + "viewing", {"writing": "note"})
    sign = {"kind": "person", "name": "Bob Nolan", "person": bob.pk}
    topic = f"conversation:{talk.pk}"
    typing = [each for each in told if each != (ANY, None)]
    assert typing == [(topic, {"typing": {**sign, "on": True}}), (topic, {"typing": {**sign, "on": False}})]


def test_who_closes_the_page_while_writing_is_no_longer_seen_typing(
    talk: Talk, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, Any] | None] = []
    monkeypatch.setattr("warmline.lib.live.hub.deliver", lambda topic, note: told.append(note))
    signed_in(bob).post(talk.path + "viewing", {"writing": "reply"})
    signed_in(bob).post(talk.path + "viewing", {"left": "1"})
    assert [note["typing"]["on"] for note in told if note] == [True, False]
