"""Are people here now, by the owner's opening hours, and when next?"""

from collections.abc import Set
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from warmline.calendar.hours import Stretch, is_open, next_opening
from warmline.calendar.models import Holiday, OpeningHours
from warmline.calendar.wording import say_moment
from warmline.calendar.working_time import WorkingWeek
from warmline.web.context import current_business


def is_open_now(now: datetime) -> bool:
    return is_open(week(), holidays(), _timezone(), now)


def next_opening_at(now: datetime) -> datetime | None:
    """`now` itself while it is open; None when the owner has set no hours, or none within a year."""
    return next_opening(week(), holidays(), _timezone(), now)


def within_an_open_hour(now: datetime) -> datetime:
    """When people who are asked now have had an hour of their working time for it; an hour from now without hours."""
    return (next_opening_at(now) or now) + timedelta(hours=1)


def say_clock(at: datetime) -> str:
    """The moment in the business's time, as it reads on any later day: "23 November, 09:00"."""
    local = at.astimezone(ZoneInfo(_timezone()))
    return f"{local.day} {local:%B, %H:%M}"


def say_when(at: datetime, now: datetime, language: str = "") -> str:
    """The moment in the business's time, in words for a customer: "tomorrow at 08:00"."""
    return say_moment(at, now, _timezone(), language)


def week() -> list[Stretch]:
    return [Stretch(row.weekday, row.opens, row.closes) for row in OpeningHours.objects.all()]


def holidays() -> Set[date]:
    return set(Holiday.objects.values_list("date", flat=True))


def working_week() -> WorkingWeek:
    return WorkingWeek(tuple(week()), frozenset(holidays()), _timezone())


def _timezone() -> str:
    return current_business().timezone
