"""The same draft in two windows: the later one never silently overwrites what the other wrote."""

from typing import Any

import pytest

from warmline.conversations import handover
from warmline.customers.models import Customer
from warmline.desk.models import Draft
from warmline.desk.tests.talk import Talk, open_talk, signed_in
from warmline.lib.time import now
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(dana: Customer, bob: Person) -> Talk:
    talk = open_talk(dana, "Hello")
    handover.take(talk.pk, bob)
    return talk


def save(
    talk: Talk, person: Person, text: str, stamp: str | None, kind: str = "reply"
) -> tuple[int, dict[str, Any]]:
    fields = {"kind": kind, "text": text} | ({} if stamp is None else {"draft": stamp})
    response = signed_in(person).post(talk.path + "draft", fields)
    return response.status_code, response.json()


def test_the_second_window_is_shown_what_the_first_wrote_and_may_choose(
    talk: Talk, bob: Person, carol: Person
) -> None:
    first = save(talk, bob, "Dear", "")[1]["draft"]
    second = save(talk, bob, "Dear Dana", first)[1]["draft"]
    assert save(talk, bob, "Good morning", first) == (409, {"text": "Dear Dana", "draft": second})
    assert save(talk, bob, "", first)[0] == 409, "nor is it emptied"
    assert Draft.objects.get().text == "Dear Dana"
    assert save(talk, bob, "Dear Dana", first)[0] == 200, "the same words are no quarrel"
    status, kept = save(talk, bob, "Good morning", second)
    assert (status, Draft.objects.get().text) == (200, "Good morning"), "mine was chosen"
    assert f'data-stamp="{kept["draft"]}"' in signed_in(bob).get(talk.path).text
    assert save(talk, carol, "hm", "", "note")[0] == 200 and save(talk, bob, "psst", "", "note")[0] == 200
    assert save(talk, bob, "", kept["draft"])[1] == {"draft": ""}
    assert save(talk, bob, "Anew", kept["draft"])[0] == 200, "what is gone is overwritten by nobody"


def test_sending_in_one_window_leaves_what_the_other_wrote_since(talk: Talk, bob: Person) -> None:
    first = save(talk, bob, "Dear", "")[1]["draft"]
    second = save(talk, bob, "Something else", first)[1]["draft"]
    fields = {"text": "Dear", "client_id": "1", "seen_number": talk.row.last_number, "draft": first}
    assert signed_in(bob).post(talk.path + "replies", fields).status_code == 201
    assert Draft.objects.get().text == "Something else"
    fields = {**fields, "text": "Something else", "client_id": "2", "draft": second}
    fields["seen_number"] = talk.row.last_number
    assert signed_in(bob).post(talk.path + "replies", fields).status_code == 201
    assert not Draft.objects.exists()


def test_each_person_has_their_own_time_to_take_a_reply_back(talk: Talk, bob: Person) -> None:
    client = signed_in(bob)

    def seconds(number: str) -> float:
        fields = {"text": number, "client_id": number, "seen_number": talk.row.last_number, "undoable": "1"}
        answer = client.post(talk.path + "replies", fields)
        if answer.status_code == 201:
            return 0
        due = talk.row.due_replies.get(pk=answer.json()["due"])
        left = round((due.due_at - now()).total_seconds())
        due.delete()
        return left

    assert 3 <= seconds("a") <= 7, "as the owner set it"
    for wrong in ("7", "-1", "x", "²", "99999999999"):
        assert client.post("/staff/undo-time/", {"seconds": wrong}).status_code == 400
    assert client.post("/staff/undo-time/", {"seconds": "30"}).status_code == 302
    assert 28 <= seconds("b") <= 32
    assert '<option value="30" selected>' in client.get("/staff/me/").text
    client.post("/staff/undo-time/", {"seconds": "0"})
    assert seconds("c") == 0
    client.post("/staff/undo-time/", {"seconds": ""})
    assert 3 <= seconds("d") <= 7
