"""Minutes of people's time: what is counted, what is not, and what stands in where it is not known yet."""

from datetime import UTC, datetime, timedelta

import pytest

from warmline.gaps.costing import Cost, add_up, cost_of, minutes_held
from warmline.gaps.tests.asking import BICYCLES, WORKSHOP, Work, answered_by, ask, gathered
from warmline.lib.time import now
from warmline.staff.models import Person

START = datetime(2026, 11, 2, 9, tzinfo=UTC)


def at(*steps: tuple[str, int]) -> list[tuple[str, datetime]]:
    return [(holder, START + timedelta(minutes=minute)) for holder, minute in steps]


@pytest.mark.parametrize(
    ("steps", "minutes"),
    [
        (at(("bot", 0), ("queue", 1), ("person", 5), ("closed", 12)), 7.0),
        (at(("bot", 0), ("person", 5), ("snoozed", 8), ("person", 30), ("closed", 34)), 7.0),
        (at(("bot", 0), ("person", 5), ("bot", 9), ("closed", 40)), 4.0),
        (at(("bot", 0), ("person", 0), ("closed", 600)), 60.0),
        (at(("bot", 0), ("person", 5)), None),
    ],
)
def test_time_runs_while_a_person_holds_it(steps: list[tuple[str, datetime]], minutes: float | None) -> None:
    assert minutes_held(steps) == minutes


def test_what_is_still_open_counts_as_the_middle_of_the_others() -> None:
    assert add_up([2.0, 4.0, 30.0, None]) == Cost(40, 4, 1)
    assert add_up([None]) == Cost(0, 1, 1)
    assert add_up([]) == Cost()


@pytest.mark.django_db
def test_a_conversation_counts_once_for_its_gap_and_only_if_a_person_took_it(work: Work, bob: Person) -> None:
    chat = ask(work, *BICYCLES[:2])
    answered_by(bob, chat, WORKSHOP)
    ask(work, BICYCLES[2])
    (gap,) = gathered()
    cost = cost_of([gap.pk, 10**9], now() - timedelta(days=1))
    assert cost[gap.pk] == Cost(0, 1, 0)
    assert cost[10**9] == Cost()
