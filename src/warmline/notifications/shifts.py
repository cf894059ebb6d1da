"""When does the next working day begin?"""

from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from warmline.calendar.hours import is_open, next_opening
from warmline.calendar.opening import holidays, week
from warmline.web.context import current_business

#: Where nobody has set hours, or it is always open (chosen by us).
MORNING: Final = time(9)
STEP: Final = timedelta(minutes=30)
DAY: Final = timedelta(days=1)


def next_start(at: datetime) -> datetime:
    """The first opening after `at`; the next morning where there is none."""
    timezone = current_business().timezone
    hours, closed = week(), holidays()
    closes = at
    while closes - at < DAY and is_open(hours, closed, timezone, closes):
        closes += STEP
    opening = next_opening(hours, closed, timezone, closes)
    if opening is not None and opening > closes:
        return opening
    local = at.astimezone(ZoneInfo(timezone))
    morning = datetime.combine(local.date(), MORNING, local.tzinfo)
    return morning if morning > local else morning + DAY
