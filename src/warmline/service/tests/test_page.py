"""What the owner promises inside the house, what was kept of it, and what was late."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from warmline.conversations.clock_models import ServiceClock
from warmline.conversations.models import Conversation
from warmline.conversations.targets import DEFAULTS, Target, targets
from warmline.customers.models import Customer
from warmline.desk.tests.talk import open_talk
from warmline.lib.time import now
from warmline.service.figures import breaches, shares
from warmline.service.wording import say_minutes, say_target
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db
TYPED = {f"{name}_{p}": str(n) for p in range(4) for name, n in (("first", 30), ("next", 45), ("solve", ""))}


def waited(
    talk: Conversation,
    ended: datetime | None,
    outcome: str = "answered",
    late: bool = False,
    priority: int = 2,
) -> None:
    at = (ended or now()) - timedelta(minutes=20)
    ServiceClock.objects.create(
        conversation=talk,
        kind="first",
        priority=priority,
        target_minutes=15,
        started_at=at - timedelta(minutes=15),
        due_at=at,
        alarm_at=at,
        stopped_at=ended,
        outcome=outcome if ended else "",
        breached_at=at if late else None,
    )


def test_the_owner_sets_targets_and_they_are_said_in_words(client: Client, alice: Person) -> None:
    client.force_login(alice)
    page = client.get("/service/").content.decode()
    assert "At once: every reply within 10 minutes." in page
    assert "Day and night count, since no opening hours are set." in page
    assert "Nobody has waited yet" in page and "Nothing was late in the last 30 days." in page
    done = client.post("/service/", {**TYPED, "solve_3": "480"}, follow=True).content.decode()
    assert (
        "At once: first reply within 30 minutes, further ones within 45 minutes, done within 8 hours." in done
    )
    assert targets()[3] == Target(30, 45, 480) and targets()[0] == Target(30, 45)


@pytest.mark.parametrize("wrong", ["", "0", "-5", "12001", "1e9", "ten", "9" * 400, "1.5", "\0"])
def test_nonsense_is_refused_kept_on_the_page_and_changes_nothing(
    client: Client, alice: Person, wrong: str
) -> None:
    client.force_login(alice)
    answer = client.post("/service/", {**TYPED, "first_2": wrong})
    assert answer.status_code == 422
    assert "whole minutes from 1 to 12000" in answer.content.decode()
    assert targets() == DEFAULTS


def test_it_cannot_be_done_before_the_first_reply(client: Client, alice: Person) -> None:
    client.force_login(alice)
    assert client.post("/service/", {**TYPED, "solve_2": "29"}).status_code == 422
    assert targets() == DEFAULTS


def test_only_the_owner_may(client: Client, bob: Person) -> None:
    assert client.get("/service/").status_code == 302
    client.force_login(bob)
    assert client.get("/service/").status_code == client.post("/service/", TYPED).status_code == 403
    assert targets() == DEFAULTS


def test_what_was_kept_and_what_was_late(client: Client, alice: Person, dana: Customer) -> None:
    talk, at = open_talk(dana, "Hello").row, now()
    for days in (1, 2, 20):
        waited(talk, at - timedelta(days=days))
    waited(talk, at - timedelta(days=3), late=True)
    waited(talk, at - timedelta(days=1), outcome="closed")
    waited(talk, None, late=True, priority=3)
    week, month = shares(at, 7), shares(at, 30)
    assert (week[2].kept, week[2].total) == (2, 3) and (month[2].kept, month[2].total) == (3, 4)
    assert 0 < month[2].low < 0.75 < month[2].high < 1
    assert [(each.is_open, each.late) for each in breaches(now())] == [(True, "20 min"), (False, "20 min")]
    client.force_login(alice)
    page = client.get("/service/").content.decode()
    assert "67 %" in page and "2 of 3, between" in page and "still waits, 20 min late" in page
    assert f"/desk/conversations/{talk.pk}/" in page


def test_minutes_in_words() -> None:
    assert [say_minutes(n) for n in (1, 15, 60, 150)] == [
        "1 minute",
        "15 minutes",
        "1 hour",
        "2 hours 30 minutes",
    ]
    assert say_target(0, Target(120, 240)) == (
        "Routine: first reply within 2 hours, further ones within 4 hours"
    )
