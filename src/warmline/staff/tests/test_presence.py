"""Who is at their desk?"""

from datetime import timedelta

from django.test import Client

from warmline.jobs.models import Job
from warmline.lib.time import now
from warmline.staff.membership import deactivate
from warmline.staff.models import Person
from warmline.staff.presence import note_presence, people_here, set_away
from warmline.web.options import change


def test_an_open_page_makes_somebody_here_for_a_minute(client: Client, bob: Person, carol: Person) -> None:
    client.force_login(bob)
    assert client.post("/staff/presence/").status_code == 204
    assert people_here(now()) == [bob]
    assert people_here(now() + timedelta(seconds=61)) == []


def test_who_is_away_takes_no_conversations_until_back(client: Client, bob: Person) -> None:
    client.force_login(bob)
    note_presence(bob)
    client.post("/staff/away/", {"away": "yes", "next": "/tasks/"})
    assert people_here(now()) == []
    assert "I am back" in client.get("/tasks/").content.decode()
    set_away(bob, False)
    assert people_here(now()) == [bob]


def test_the_switch_leads_back_to_the_page_and_nowhere_else(client: Client, bob: Person) -> None:
    client.force_login(bob)
    assert client.post("/staff/away/", {"next": "/tasks/"}).headers["Location"] == "/tasks/"
    assert client.post("/staff/away/", {"next": "//evil.example/"}).headers["Location"] == "/desk/"


def test_a_deactivated_person_is_not_here(bob: Person, alice: Person) -> None:
    note_presence(bob)
    deactivate(bob)
    assert people_here(now()) == []


def test_a_clock_set_back_keeps_nobody_here_for_hours(bob: Person) -> None:
    Person.objects.filter(pk=bob.pk).update(seen_at=now() + timedelta(hours=3))
    assert people_here(now()) == []
    note_presence(bob)
    assert people_here(now()) == [bob]


def test_an_open_page_that_nobody_touches_makes_somebody_away_until_they_do(
    client: Client, bob: Person, work: object
) -> None:
    client.force_login(bob)
    client.post("/staff/presence/", {"idle": "10"})
    assert people_here(now()) == [bob]
    client.post("/staff/presence/", {"idle": "301"})
    assert people_here(now()) == [bob], "another page of theirs was touched lately"
    Person.objects.filter(pk=bob.pk).update(input_at=now() - timedelta(minutes=6))
    client.post("/staff/presence/", {"idle": "361"})
    assert people_here(now()) == []
    Job.objects.all().delete()
    client.post("/staff/presence/", {"idle": "0"})
    assert people_here(now()) == [bob]
    assert Job.objects.get().name == "queue to route", "whoever waits may be theirs now"


def test_away_by_itself_is_the_owners_to_set_and_nonsense_says_nothing(client: Client, bob: Person) -> None:
    client.force_login(bob)
    for nonsense in ("-1", "x", "9" * 30, "1.5", ""):
        assert client.post("/staff/presence/", {"idle": nonsense}).status_code == 204
    assert Person.objects.get(pk=bob.pk).input_at is None
    Person.objects.filter(pk=bob.pk).update(input_at=now() - timedelta(hours=5))
    assert people_here(now()) == []
    assert 'data-after="300"' in client.get("/tasks/").content.decode()
    change("staff.away_minutes", 0)
    assert people_here(now()) == [bob]
