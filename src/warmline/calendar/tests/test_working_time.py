"""How much of a time is open? Closing times, weekends, holidays and changes of the clock, by property and example."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from warmline.calendar.hours import Stretch, is_open
from warmline.calendar.working_time import WorkingWeek, add_working, working_between

DUBLIN = "Europe/Dublin"
SHOP = WorkingWeek(
    tuple(Stretch(day, time(9), time(17)) for day in range(5)), frozenset({date(2025, 12, 25)}), DUBLIN
)
MINUTE = timedelta(minutes=1)

#: Whole quarters of an hour, so that counting minutes one by one is exact.
clocks = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
stretches = (
    st.tuples(st.integers(0, 6), clocks, clocks)
    .filter(lambda each: each[1] < each[2])
    .map(lambda each: Stretch(*each))
)
weeks = st.builds(
    WorkingWeek,
    st.lists(stretches, min_size=1, max_size=8).map(tuple),
    st.frozensets(st.dates(date(2025, 3, 20), date(2025, 11, 10)), max_size=3),
    st.sampled_from([DUBLIN, "America/St_Johns", "Asia/Kathmandu", "UTC"]),
)
#: Around both changes of the clock.
moments = st.tuples(
    st.sampled_from([datetime(2025, 3, 27, tzinfo=UTC), datetime(2025, 10, 23, tzinfo=UTC)]),
    st.integers(0, 8 * 24 * 60),
).map(lambda drawn: drawn[0] + drawn[1] * MINUTE)
#: Twice the most is less than the least week holds in a year.
spans = st.integers(0, 300).map(lambda minutes: minutes * MINUTE)


def local(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    return datetime(2025, month, day, hour, minute, tzinfo=ZoneInfo(DUBLIN))


@given(weeks, moments, st.integers(0, 24 * 60))
@settings(max_examples=15, deadline=None)
def test_it_equals_counting_the_open_minutes_one_by_one(
    week: WorkingWeek, at: datetime, minutes: int
) -> None:
    each = (at + n * MINUTE for n in range(minutes))
    counted = sum(is_open(week.hours, week.holidays, week.timezone, moment) for moment in each)
    assert working_between(week, at, at + minutes * MINUTE) == counted * MINUTE


@given(weeks, moments, spans, spans)
@settings(max_examples=60, deadline=None)
def test_adding_and_measuring_agree_and_add_up(
    week: WorkingWeek, at: datetime, one: timedelta, two: timedelta
) -> None:
    end = add_working(week, at, one)
    assert end >= at
    assert working_between(week, at, end) == one
    assert add_working(week, end, two) == add_working(week, at, one + two)
    if one:
        assert is_open(week.hours, week.holidays, week.timezone, end - timedelta(microseconds=1))


def test_examples_that_an_owner_would_check() -> None:
    quarter = timedelta(minutes=15)
    assert add_working(SHOP, local(9, 10), quarter) == local(9, 10, 15)
    assert add_working(SHOP, local(9, 16, 50), quarter) == local(10, 9, 5), "over the evening"
    assert add_working(SHOP, local(5, 16, 50), quarter) == local(8, 9, 5), "over the weekend"
    assert add_working(SHOP, local(24, 16, 50), quarter) == local(26, 9, 5), "over Christmas"
    assert add_working(SHOP, local(9, 16, 45), quarter) == local(9, 17), "just at closing time"
    assert add_working(SHOP, local(9, 3), timedelta(0)) == local(9, 3)


def test_without_hours_it_runs_day_and_night_and_never_for_ever() -> None:
    always = WorkingWeek(timezone=DUBLIN)
    assert add_working(always, local(9, 3), timedelta(hours=2)) == local(9, 5)
    assert working_between(always, local(9, 3), local(9, 5)) == timedelta(hours=2)
    assert working_between(SHOP, local(9, 5), local(9, 3)) == timedelta(0)
    rare = WorkingWeek((Stretch(0, time(9), time(9, 1)),), frozenset(), DUBLIN)
    assert add_working(rare, local(9, 3), timedelta(days=3)) > local(9, 3) + timedelta(days=370)


def test_a_night_with_a_changed_clock_is_as_long_as_it_was() -> None:
    nights = WorkingWeek((Stretch(6, time(0), time(6)),), frozenset(), DUBLIN)
    spring, autumn = local(30, 0, month=3), local(26, 0, month=10)
    assert working_between(nights, spring, spring + timedelta(days=1)) == timedelta(hours=5)
    assert working_between(nights, autumn, autumn + timedelta(days=1)) == timedelta(hours=7)
