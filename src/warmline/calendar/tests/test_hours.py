"""When is it open?"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmline.calendar.hours import Stretch, is_open, next_opening

BERLIN = "Europe/Berlin"
MORNING = [Stretch(day, time(8), time(12, 30)) for day in range(5)]
AFTERNOON = [Stretch(day, time(13, 15), time(18)) for day in range(5)]
WEEK = MORNING + AFTERNOON


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-01-12 06:59", False),  # Monday, 07:59 in Berlin
        ("2026-01-12 07:00", True),
        ("2026-01-12 11:29", True),
        ("2026-01-12 11:30", False),  # the break begins
        ("2026-01-12 12:15", True),
        ("2026-01-12 17:00", False),
        ("2026-01-17 10:00", False),  # Saturday
    ],
)
def test_a_break_is_the_gap_between_two_stretches(at: str, expected: bool) -> None:
    assert is_open(WEEK, [], BERLIN, utc(at)) is expected


def test_in_the_break_the_next_opening_is_after_the_break() -> None:
    assert next_opening(WEEK, [], BERLIN, utc("2026-01-12 11:45")) == utc("2026-01-12 12:15")


def test_after_friday_comes_monday() -> None:
    assert next_opening(WEEK, [], BERLIN, utc("2026-01-16 18:00")) == utc("2026-01-19 07:00")


def test_a_holiday_is_closed_and_stepped_over() -> None:
    holidays = [date(2026, 1, 19), date(2026, 1, 20)]
    assert not is_open(WEEK, holidays, BERLIN, utc("2026-01-19 09:00"))
    assert next_opening(WEEK, holidays, BERLIN, utc("2026-01-16 18:00")) == utc("2026-01-21 07:00")


def test_while_open_the_next_opening_is_now() -> None:
    at = utc("2026-01-12 09:00")
    assert next_opening(WEEK, [], BERLIN, at) == at


def test_without_hours_it_is_never_open() -> None:
    assert not is_open([], [], BERLIN, utc("2026-01-12 09:00"))
    assert next_opening([], [], BERLIN, utc("2026-01-12 09:00")) is None


def test_a_year_of_holidays_has_no_next_opening() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(400)]
    assert next_opening(WEEK, days, BERLIN, utc("2026-01-02 09:00")) is None


def test_overlapping_rows_are_one_opening() -> None:
    rows = [Stretch(0, time(8), time(14)), Stretch(0, time(12), time(18))]
    assert is_open(rows, [], BERLIN, utc("2026-01-12 12:30"))
    assert next_opening(rows, [], BERLIN, utc("2026-01-12 05:00")) == utc("2026-01-12 07:00")


def test_eight_o_clock_stays_eight_o_clock_when_the_clock_changes() -> None:
    assert next_opening(WEEK, [], BERLIN, utc("2026-03-27 20:00")) == utc("2026-03-30 06:00")  # summer time
    assert next_opening(WEEK, [], BERLIN, utc("2026-10-23 20:00")) == utc("2026-10-26 07:00")  # winter time


def test_a_night_stretch_on_the_night_of_the_change_loses_or_gains_an_hour() -> None:
    night = [Stretch(6, time(0), time(4))]
    assert not is_open(night, [], BERLIN, utc("2026-03-29 02:00"))  # 04:00 already: three hours long
    assert is_open(night, [], BERLIN, utc("2026-10-25 02:59"))  # 03:59: five hours long
    assert not is_open(night, [], BERLIN, utc("2026-10-25 03:00"))


def test_the_hour_that_happens_twice_is_open_once_from_its_first_beginning() -> None:
    rows = [Stretch(6, time(2), time(3))]
    assert is_open(rows, [], BERLIN, utc("2026-10-25 00:30"))
    assert is_open(rows, [], BERLIN, utc("2026-10-25 01:30"))


def test_a_stretch_until_the_end_of_the_day_meets_the_next_day() -> None:
    rows = [Stretch(0, time(20), time(23, 59)), Stretch(1, time(0), time(2))]
    assert is_open(rows, [], "UTC", utc("2026-01-12 23:59:30"))
    assert is_open(rows, [], "UTC", utc("2026-01-13 00:00"))


stretches = st.builds(
    lambda day, start, length: Stretch(day, time(start), time(min(start + length, 23), 30)),
    st.integers(0, 6),
    st.integers(0, 22),
    st.integers(1, 12),
)
moments = st.integers(0, 730 * 24 * 3600).map(lambda seconds: utc("2025-01-01") + timedelta(seconds=seconds))


@given(
    st.lists(stretches, max_size=6),
    st.sets(st.dates(date(2025, 1, 1), date(2027, 1, 1)), max_size=5),
    st.sampled_from([BERLIN, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]),
    moments,
)
def test_the_next_opening_is_open_and_nothing_before_it_is(
    hours: list[Stretch], holidays: set[date], timezone: str, at: datetime
) -> None:
    opening = next_opening(hours, holidays, timezone, at)
    if opening is None:
        assert not is_open(hours, holidays, timezone, at)
        return
    assert opening >= at
    assert is_open(hours, holidays, timezone, opening)
    if opening > at:
        assert not is_open(hours, holidays, timezone, max(at, opening - timedelta(seconds=1)))
        assert not is_open(hours, holidays, timezone, at + (opening - at) / 2)
