"""How much of a time is open, and when has so much open time passed? Pure, exact over changes of the clock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from warmline.calendar.hours import LOOK_AHEAD_DAYS, Stretch, spans


@dataclass(frozen=True)
class WorkingWeek:
    """The owner's hours, holidays and time zone. Without hours every minute counts."""

    hours: tuple[Stretch, ...] = ()
    holidays: frozenset[date] = frozenset()
    timezone: str = "UTC"


def add_working(week: WorkingWeek, at: datetime, span: timedelta) -> datetime:
    """The first moment by which `span` of open time has passed since `at` (aware); `at` itself for none.

    Where a year holds too little open time, the rest is counted day and night: a promise must have an end.
    """
    left = span
    if left <= timedelta(0) or not week.hours:
        return at + max(left, timedelta(0))
    until = at + timedelta(days=LOOK_AHEAD_DAYS)
    for opens, closes in _open_between(week, at, until):
        if closes - opens >= left:
            return opens + left
        left -= closes - opens
    return until + left


def working_between(week: WorkingWeek, start: datetime, end: datetime) -> timedelta:
    """The open time from `start` to `end`, both aware; none when `end` is not later."""
    if end <= start:
        return timedelta(0)
    if not week.hours:
        return end - start
    return sum((closes - opens for opens, closes in _open_between(week, start, end)), timedelta(0))


def _open_between(week: WorkingWeek, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The open stretches within [start, end), in order; none counts twice, however the owner wrote them."""
    zone = ZoneInfo(week.timezone)
    day, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    counted = start
    while day <= last:
        for opens, closes in _of_day(week, day):
            opens, closes = max(opens, counted), min(closes, end)
            if opens < closes:
                counted = closes
                yield opens, closes
        day += timedelta(days=1)


def _of_day(week: WorkingWeek, day: date) -> Sequence[tuple[datetime, datetime]]:
    return sorted(spans(week.hours, week.holidays, week.timezone, day))
