"""The computer's clock jumps an hour, forward or back: order, queue, leases, presence and logins stay right."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from warmline.conversations.handover import take
from warmline.conversations.models import Holder, Message
from warmline.customers.models import Customer
from warmline.desk.looking import note_viewing, others_looking
from warmline.desk.tests.talk import open_talk
from warmline.jobs.attempting import Again
from warmline.jobs.engines.lease import LEASE, Lease, _settle, claim
from warmline.jobs.models import Job
from warmline.lib import time as clock
from warmline.lib.limits import Limit
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.staff.presence import note_presence, people_here

HOUR = timedelta(hours=1)
Jump = Callable[[timedelta], None]

pytestmark = pytest.mark.django_db


@pytest.fixture
def jump(monkeypatch: pytest.MonkeyPatch) -> Iterator[Jump]:
    """Moves what the product takes for now."""

    def move(by: timedelta) -> None:
        class Moved(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> Any:
                return datetime.now(tz) + by

        monkeypatch.setattr(clock, "datetime", Moved)

    yield move


both_ways = pytest.mark.parametrize("by", [HOUR, -HOUR], ids=["forward", "back"])


@both_ways
def test_messages_keep_their_order_and_numbers(dana: Customer, jump: Jump, by: timedelta) -> None:
    talk = open_talk(dana, "one")
    jump(by)
    talk.says("two")
    jump(timedelta())
    talk.says("three")
    found = Message.objects.filter(conversation=talk.pk).order_by("number")
    assert [message.number for message in found] == [1, 2, 3, 4]
    assert [message.text for message in found[1:]] == ["one", "two", "three"]


@both_ways
def test_who_waits_is_shown_and_can_be_taken(dana: Customer, bob: Person, jump: Jump, by: timedelta) -> None:
    talk = open_talk(dana, "help")
    talk.queue()
    jump(by)
    client = Client()
    client.force_login(bob)
    assert client.get(talk.path).status_code == 200
    queue = client.get("/desk/?tab=queue")
    assert queue.content.count(b'data-wl="inbox-row"') == 1
    take(talk.pk, bob)
    assert talk.row.holder == Holder.PERSON


@both_ways
def test_a_job_that_is_due_is_done_and_a_leased_one_is_not_done_twice(
    business: Any, jump: Jump, by: timedelta
) -> None:
    Lease().put("x", "", None, {})
    Lease().put("y", "", None, {})
    first = claim("me")
    assert first is not None
    jump(by)
    second = claim("me")
    assert second is not None
    if by < timedelta():
        # A lease from before the jump back is not believed: at least once, and what is done bears repeating.
        assert {first.name, second.name} <= {"x", "y"}
    else:
        assert first.name == "x"


def test_a_clock_set_back_does_not_delay_a_retry(business: Any, jump: Jump) -> None:
    jump(HOUR)
    Lease().put("x", "", None, {})
    job = claim("me")
    assert job is not None
    _settle(job, Again(5.0, "OperationalError"))
    jump(timedelta())
    again = claim("me")
    assert again is not None and again.attempts == 2


def test_a_clock_set_back_does_not_bring_a_timer_forward(business: Any, jump: Jump) -> None:
    Lease().put("x", "", now() + 2 * HOUR, {})
    jump(-HOUR)
    assert claim("me") is None
    assert not Job.objects.filter(leased_until__gt=datetime.now(UTC) + LEASE).exists()


@both_ways
def test_nobody_is_here_or_looking_for_hours(
    dana: Customer, bob: Person, carol: Person, jump: Jump, by: timedelta
) -> None:
    talk = open_talk(dana, "hello")
    note_presence(bob)
    note_viewing(bob, talk.row, "reply")
    jump(by)
    assert people_here(now()) == []
    assert others_looking(carol, talk.row) == []
    note_presence(bob)
    note_viewing(bob, talk.row, "")
    bob.refresh_from_db()
    assert people_here(now()) == [bob]
    assert [viewer.name for viewer in others_looking(carol, talk.row)] == [bob.name]


@both_ways
def test_a_login_and_a_limit_hold(bob: Person, jump: Jump, by: timedelta) -> None:
    client, limit = Client(), Limit()
    client.force_login(bob)
    assert limit.wait_seconds("a", per_minute=1, burst=1) == 0
    jump(by)
    assert client.get("/tasks/").status_code == 200
    assert limit.wait_seconds("a", per_minute=1, burst=1) > 30
