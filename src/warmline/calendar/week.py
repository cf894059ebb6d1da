"""How is an ordinary week of opening hours said in words?"""

from collections.abc import Sequence
from datetime import time
from itertools import groupby

from warmline.calendar.hours import Stretch
from warmline.lib.languages import say

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def week_in_words(week: Sequence[Stretch], language: str = "") -> tuple[tuple[str, str], ...]:
    """Days with their times, alike days joined: ("Monday to Friday", "8:00 to 12:30, 13:15 to 18:00")."""
    by_day: dict[int, str] = {}
    for stretch in sorted(week, key=lambda each: (each.weekday, each.opens)):
        times = say(language, "{start} to {end}", start=_clock(stretch.opens), end=_clock(stretch.closes))
        by_day[stretch.weekday] = (
            f"{by_day[stretch.weekday]}, {times}" if stretch.weekday in by_day else times
        )
    # Days in a row have the same distance from their place in the list.
    runs = groupby(enumerate(sorted(by_day)), key=lambda item: (item[1] - item[0], by_day[item[1]]))
    return tuple((_days([day for _, day in run], language), times) for (_, times), run in runs)


def _days(days: Sequence[int], language: str) -> str:
    first, last = say(language, DAYS[days[0]]), say(language, DAYS[days[-1]])
    if len(days) == 1:
        return first
    return say(
        language, "{first} and {last}" if len(days) == 2 else "{first} to {last}", first=first, last=last
    )


def _clock(at: time) -> str:
    return f"{at.hour}:{at:%M}"
