"""How is a moment to come told to a customer?"""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from warmline.lib.languages import say, say_count, say_day, say_weekday

#: From here on a clock time says more than a number of minutes; chosen by us.
MINUTES_UNTIL_CLOCK: Final = 60


def say_moment(at: datetime, now: datetime, timezone: str, language: str = "") -> str:
    """As "in 20 minutes", "today at 14:00", "tomorrow at 08:00", "Monday at 08:00", "12 January at 08:00"."""
    if at <= now:
        return say(language, "now")
    minutes = -(-(at - now).total_seconds() // 60)
    if minutes < MINUTES_UNTIL_CLOCK:
        return say_count(language, "in {count} minute", "in {count} minutes", round(minutes))
    zone = ZoneInfo(timezone)
    there, here = at.astimezone(zone), now.astimezone(zone)
    time = f"{there:%H:%M}"
    match (there.date() - here.date()).days:
        case 0:
            return say(language, "today at {time}", time=time)
        case 1:
            return say(language, "tomorrow at {time}", time=time)
        case days if days < 7:
            return say(language, "{weekday} at {time}", weekday=say_weekday(there, language), time=time)
    date = say_day(there, language, year=there.year != here.year)
    return say(language, "{date} at {time}", date=date, time=time)
