"""How is a moment to come told to a customer?"""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

#: From here on a clock time says more than a number of minutes; chosen by us.
MINUTES_UNTIL_CLOCK: Final = 60


def say_moment(at: datetime, now: datetime, timezone: str) -> str:
    """As "in 20 minutes", "today at 14:00", "tomorrow at 08:00", "Monday at 08:00", "12 January at 08:00"."""
    if at <= now:
        return "now"
    minutes = -(-(at - now).total_seconds() // 60)
    if minutes < MINUTES_UNTIL_CLOCK:
        return "in 1 minute" if minutes == 1 else f"in {minutes:.0f} minutes"
    zone = ZoneInfo(timezone)
    there, here = at.astimezone(zone), now.astimezone(zone)
    return f"{_say_day(there, here)} at {there:%H:%M}"


def _say_day(there: datetime, here: datetime) -> str:
    days = (there.date() - here.date()).days
    if days == 0:
        return "today"
    if days == 1:
        return "tomorrow"
    if days < 7:
        return f"{there:%A}"
    year = "" if there.year == here.year else f" {there.year}"
    return f"{there.day} {there:%B}{year}"
