"""Until when is an answer owed? Each act of the line starts, stops, pauses or tightens the clock by itself."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from warmline.calendar.models import OpeningHours
from warmline.conversations import closing, handover, revising, saying
from warmline.conversations.clock_models import ServiceClock, ServiceTarget
from warmline.conversations.clocks import keep_clocks, owed_by
from warmline.conversations.holding import hold
from warmline.conversations.targets import DEFAULTS, Target, set_target, target_of, targets
from warmline.customers.models import Customer
from warmline.desk.tests.talk import BOT, Talk, open_talk
from warmline.lib import time as clock
from warmline.lib.time import now
from warmline.staff.models import Person

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Moves what the product takes for now, by minutes from the real one."""

    def move(minutes: float) -> None:
        class Moved(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> Any:
                return datetime.now(tz) + minutes * MINUTE

        monkeypatch.setattr(clock, "datetime", Moved)

    return move


@pytest.fixture
def talk(dana: Customer) -> Talk:
    return open_talk(dana, "I need a person")


def reply(talk: Talk, person: Person, text: str = "Here I am.") -> None:
    last = talk.row.last_number
    saying.reply(talk.pk, person, text, seen_number=last, client_id=f"r{last}")


def clocks(talk: Talk) -> list[ServiceClock]:
    return list(ServiceClock.objects.filter(conversation=talk.pk))


def test_it_runs_from_the_promise_of_a_person_to_their_word(talk: Talk, bob: Person) -> None:
    assert talk.row.due_at is None
    talk.queue(priority=2)
    (first,) = clocks(talk)
    assert (first.kind, first.target_minutes) == ("first", DEFAULTS[2].first)
    assert first.due_at - first.started_at == 15 * MINUTE
    assert first.alarm_at - first.started_at == 11.25 * MINUTE
    assert talk.row.due_at == first.due_at
    handover.take(talk.pk, bob)
    talk.says("hello?")
    assert talk.row.due_at == first.due_at, "neither taking nor asking again moves it"
    reply(talk, bob)
    (first,) = clocks(talk)
    assert (first.outcome, first.breached_at, talk.row.due_at) == ("answered", None, None)


def test_the_next_word_of_the_customer_starts_the_next_one(talk: Talk, bob: Person) -> None:
    talk.queue(priority=2)
    handover.take(talk.pk, bob)
    reply(talk, bob)
    talk.says("and the cake?")
    last = clocks(talk)[-1]
    assert (last.kind, last.target_minutes, last.stopped_at) == ("next", 20, None)
    closing.close_as_person(talk.pk, bob, seen_number=talk.row.last_number)
    assert clocks(talk)[-1].outcome == "closed"
    assert talk.row.due_at is None


def test_snoozed_it_stands_still_and_goes_on_where_it_was(
    talk: Talk, bob: Person, later: Callable[[float], None]
) -> None:
    talk.queue(priority=2)
    handover.take(talk.pk, bob)
    due_at = talk.row.due_at
    later(5)
    handover.snooze(talk.pk, bob, now() + timedelta(hours=2))
    assert talk.row.due_at is None
    later(95)
    talk.says("are you there?")
    assert due_at
    moved = talk.row.due_at
    assert moved and abs(moved - due_at - 90 * MINUTE) < timedelta(seconds=5)
    (first,) = clocks(talk)
    assert first.breached_at is None and first.paused_at is None


def test_late_is_late_whatever_ends_it_and_says_who_held_it(
    talk: Talk, bob: Person, later: Callable[[float], None]
) -> None:
    talk.queue(priority=3)
    handover.take(talk.pk, bob)
    later(11)
    handover.give_back(talk.pk, bob, BOT)
    (first,) = clocks(talk)
    assert (first.outcome, first.breached_with, first.breached_at) == ("given_back", bob, first.due_at)


def test_a_rise_in_priority_tightens_it_and_nothing_loosens_it(talk: Talk) -> None:
    talk.queue(priority=0)
    slow = talk.row.due_at
    with hold(talk.pk) as held:
        held.priority = 3
        held.save(update_fields=["priority"])
    (one,) = clocks(talk)
    assert slow and one.due_at == slow - 110 * MINUTE == talk.row.due_at
    with hold(talk.pk) as held:
        held.priority = 0
        held.save(update_fields=["priority"])
    assert clocks(talk)[0].due_at == one.due_at


def test_what_nobody_waits_for_costs_nothing(talk: Talk, django_assert_num_queries: Any) -> None:
    with hold(talk.pk) as held, django_assert_num_queries(0):
        keep_clocks(held, owed_by(held))
        held.responded_through = 1
        keep_clocks(held, owed_by(held))


def test_closed_hours_do_not_count(talk: Talk) -> None:
    yesterday = (now() - timedelta(days=1)).weekday()
    OpeningHours.objects.create(weekday=yesterday, opens=time(9), closes=time(17))
    talk.queue(priority=3)
    due_at = talk.row.due_at
    assert due_at and due_at - now() > timedelta(days=5), "not before it opens, in six days"


def test_deleting_the_only_answer_makes_the_customer_wait_again(talk: Talk, bob: Person) -> None:
    talk.queue(priority=2)
    handover.take(talk.pk, bob)
    talk.says("hello?")
    reply(talk, bob)
    revising.delete(talk.pk, bob, talk.row.last_number)
    assert talk.row.waiting_since and talk.row.due_at
    assert clocks(talk)[-1].kind == "first"


def test_solving_is_measured_only_where_the_owner_wants_it(
    talk: Talk, bob: Person, later: Callable[[float], None]
) -> None:
    set_target(2, Target(15, 20, 60), by="Alice")
    assert targets()[2] == target_of(2) == Target(15, 20, 60)
    assert ServiceTarget.objects.get(pk=2).changed_by == "Alice"
    talk.queue(priority=2)
    handover.take(talk.pk, bob)
    reply(talk, bob)
    solve = ServiceClock.objects.get(kind="solve")
    assert solve.stopped_at is None and solve.paused_at, "it stands still while the customer is to answer"
    later(500)
    closing.close_as_person(talk.pk, bob, seen_number=talk.row.last_number)
    solve.refresh_from_db()
    assert (solve.outcome, solve.breached_at) == ("closed", None)
