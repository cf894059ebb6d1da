"""Take, give back, hand on, let rest, close: who may, and what does everybody else get?"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from warmline.conversations.models import Holder
from warmline.customers.models import Customer
from warmline.desk.tests.talk import open_talk, signed_in
from warmline.lib.time import now
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db


def test_an_agent_takes_what_waits_and_the_page_looks_again(dana: Customer, bob: Person) -> None:
    talk = open_talk(dana, "Hello")
    talk.queue()
    response = signed_in(bob).post(talk.path + "take")
    assert (response.status_code, response["HX-Trigger"]) == (200, "desk:conversation")
    assert response.content == b""
    row = talk.row
    assert (row.holder, row.person) == (Holder.PERSON, bob)


def test_without_scripts_the_page_comes_back(dana: Customer, bob: Person) -> None:
    talk = open_talk(dana, "Hello")
    client = signed_in(bob)
    client.headers = {}
    client.defaults.pop("HTTP_HX_REQUEST")
    response = client.post(talk.path + "take")
    assert (response.status_code, response["Location"]) == (302, talk.path)


def test_what_a_colleague_holds_is_not_taken_away(dana: Customer, bob: Person, carol: Person) -> None:
    talk = open_talk(dana, "Hello")
    signed_in(bob).post(talk.path + "take")
    response = signed_in(carol).post(talk.path + "take")
    assert response.status_code == 409
    assert "Bob Nolan is looking after this conversation now." in response.content.decode()
    assert talk.row.person == bob


@pytest.mark.parametrize("noun", ["return", "snooze", "closure", "assignment", "replies"])
def test_only_the_holder_acts(dana: Customer, bob: Person, carol: Person, noun: str) -> None:
    talk = open_talk(dana, "Hello")
    signed_in(bob).post(talk.path + "take")
    fields = {
        "text": "Hi",
        "client_id": "x",
        "for": "1h",
        "person": str(carol.pk),
        "seen_number": str(talk.row.last_number),
    }
    before = talk.row
    assert signed_in(carol).post(talk.path + noun, fields).status_code == 409
    assert (talk.row.version, talk.row.last_number) == (before.version, before.last_number)


def test_giving_back_tells_the_bot_what_to_do(dana: Customer, bob: Person) -> None:
    talk = open_talk(dana, "Hello")
    signed_in(bob).post(talk.path + "take")
    too_long = signed_in(bob).post(talk.path + "return", {"instruction": "x" * 501})
    assert too_long.status_code == 422
    assert signed_in(bob).post(talk.path + "return", {"instruction": "Refund agreed."}).status_code == 200
    row = talk.row
    assert (row.holder, row.instruction) == (Holder.BOT, "Refund agreed.")
    assert row.messages.get(number=row.last_number).name == "Crumb"


def test_a_colleague_gets_it_by_name(dana: Customer, bob: Person, carol: Person) -> None:
    talk = open_talk(dana, "Hello")
    talk.queue()
    assert signed_in(bob).post(talk.path + "assignment", {"person": str(carol.pk)}).status_code == 200
    assert talk.row.person == carol


@pytest.mark.parametrize("person", ["", "0", "999999", "-1", "x", "9" * 40, "٣"])
def test_nobody_gets_it_who_does_not_work_here(dana: Customer, bob: Person, person: str) -> None:
    talk = open_talk(dana, "Hello")
    talk.queue()
    assert signed_in(bob).post(talk.path + "assignment", {"person": person}).status_code == 422
    assert talk.row.holder == Holder.QUEUE


def test_the_list_of_colleagues_shows_who_is_here_first(
    dana: Customer, alice: Person, bob: Person, carol: Person
) -> None:
    Person.objects.filter(pk=carol.pk).update(seen_at=now())
    html = signed_in(bob).get(open_talk(dana).path + "colleagues").content.decode()
    assert html.index("Carol Quinn") < html.index("Alice Byrne")
    assert "Bob Nolan" not in html
    assert (html.count("Here now"), html.count("Not here")) == (1, 1)


@pytest.mark.parametrize(("choice", "hours"), [("1h", 1), ("3h", 3)])
def test_it_rests_for_hours(dana: Customer, bob: Person, choice: str, hours: int) -> None:
    talk = open_talk(dana, "Hello")
    signed_in(bob).post(talk.path + "take")
    assert signed_in(bob).post(talk.path + "snooze", {"for": choice}).status_code == 200
    row = talk.row
    assert row.holder == Holder.SNOOZED
    assert row.snoozed_until is not None
    assert abs(row.snoozed_until - now() - timedelta(hours=hours)) < timedelta(minutes=1)


def test_it_rests_until_tomorrow_morning_of_the_business(dana: Customer, bob: Person) -> None:
    talk = open_talk(dana, "Hello")
    signed_in(bob).post(talk.path + "take")
    signed_in(bob).post(talk.path + "snooze", {"for": "tomorrow"})
    until = talk.row.snoozed_until
    assert until is not None
    local: datetime = until.astimezone(ZoneInfo("Europe/Dublin"))
    assert (local.hour, local.minute) == (9, 0)
    change = talk.row.holder_changes.latest("version")
    assert change.because.endswith(f"snoozed it until {local.day} {local:%B}, 09:00.")
    assert local.date() == now().astimezone(ZoneInfo("Europe/Dublin")).date() + timedelta(days=1)


def test_it_does_not_rest_for_ever(dana: Customer, bob: Person) -> None:
    talk = open_talk(dana, "Hello")
    signed_in(bob).post(talk.path + "take")
    assert signed_in(bob).post(talk.path + "snooze", {"for": "ever"}).status_code == 422
    assert talk.row.holder == Holder.PERSON


def test_it_is_not_closed_over_an_unread_message(dana: Customer, bob: Person) -> None:
    talk = open_talk(dana, "Hello")
    signed_in(bob).post(talk.path + "take")
    seen = talk.row.last_number
    talk.says("Wait, one more thing")
    response = signed_in(bob).post(talk.path + "closure", {"seen_number": str(seen)})
    assert response.status_code == 409
    assert talk.row.holder == Holder.PERSON
    response = signed_in(bob).post(talk.path + "closure", {"seen_number": str(seen + 1)})
    assert response.status_code == 200
    assert talk.row.holder == Holder.CLOSED
