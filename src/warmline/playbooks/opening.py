"""When is somebody there, in the time zone of the business?"""

from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from warmline.playbooks.playbook import OpeningHours, Playbook

_YEAR_DAYS = 366


def stretches_on(playbook: Playbook, day: date) -> tuple[OpeningHours, ...]:
    """The stretches of opening hours on `day`; none on a holiday."""
    if any(holiday.date == day for holiday in playbook.holidays):
        return ()
    return tuple(hours for hours in playbook.hours if hours.weekday == day.weekday())


def next_open(playbook: Playbook, moment: datetime) -> datetime:
    """`moment` if the business is open then, else one hour after it opens next."""
    zone = ZoneInfo(playbook.business.timezone)
    local = moment.astimezone(zone)
    for days in range(_YEAR_DAYS):
        day = local.date() + timedelta(days=days)
        for hours in stretches_on(playbook, day):
            opens, closes = (datetime.combine(day, at, zone) for at in (hours.opens, hours.closes))
            if opens <= local < closes:
                return moment
            if local < opens:
                return (opens + timedelta(hours=1)).astimezone(moment.tzinfo)
    return moment


def open_moment(playbook: Playbook, day: date, random: Random) -> datetime | None:
    """A moment on `day` at which somebody is there, with 20 minutes to spare; None when closed."""
    stretches = stretches_on(playbook, day)
    if not stretches:
        return None
    zone = ZoneInfo(playbook.business.timezone)
    hours = random.choice(stretches)
    opens, closes = (datetime.combine(day, at, zone) for at in (hours.opens, hours.closes))
    seconds = max(1, int((closes - opens).total_seconds()) - 20 * 60)
    return opens + timedelta(seconds=random.randrange(seconds))
