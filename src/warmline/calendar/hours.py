"""Is it open at this moment, and when next? Pure: opening hours in, instants out."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

#: Longer than any row of holidays; a business closed for a year has no next opening that helps anybody.
LOOK_AHEAD_DAYS: Final = 370


@dataclass(frozen=True)
class Stretch:
    """Open from `opens` until just before `closes` on a weekday (0 is Monday), in local time."""

    weekday: int
    opens: time
    closes: time


def is_open(hours: Sequence[Stretch], holidays: Collection[date], timezone: str, at: datetime) -> bool:
    """True when `at` (aware) lies in a stretch; never on a holiday, never without hours."""
    today = at.astimezone(ZoneInfo(timezone)).date()
    return any(opens <= at < closes for opens, closes in spans(hours, holidays, timezone, today))


def next_opening(
    hours: Sequence[Stretch], holidays: Collection[date], timezone: str, at: datetime
) -> datetime | None:
    """The first opening after `at`, as UTC; `at` itself while it is open; None if there is none in a year."""
    if is_open(hours, holidays, timezone, at):
        return at
    day = at.astimezone(ZoneInfo(timezone)).date()
    for ahead in range(LOOK_AHEAD_DAYS):
        openings = [span[0] for span in spans(hours, holidays, timezone, day + timedelta(days=ahead))]
        later = [opens for opens in openings if opens > at]
        if later:
            return min(later)
    return None


def spans(
    hours: Sequence[Stretch], holidays: Collection[date], timezone: str, day: date
) -> Iterator[tuple[datetime, datetime]]:
    """The day's stretches as UTC instants."""
    if day in holidays:
        return
    for stretch in hours:
        if stretch.weekday == day.weekday():
            opens, closes = _instant(day, stretch.opens, timezone), _instant(day, stretch.closes, timezone)
            # A stretch inside the hour that the clock skips in spring does not happen.
            if opens < closes:
                yield opens, closes


def _instant(day: date, local: time, timezone: str) -> datetime:
    """The first moment with that local time; one that the clock skips is told by the time before the change.

    23:59 stands for the end of the day: time has no 24:00.
    """
    zone = ZoneInfo(timezone)
    if local == time(23, 59):
        return datetime.combine(day + timedelta(days=1), time(0), zone).astimezone(UTC)
    return datetime.combine(day, local, zone).astimezone(UTC)
