"""How are moments written for staff? Short, in the business's time."""

from datetime import datetime, tzinfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def say_time(at: datetime, now: datetime, zone: tzinfo) -> str:
    """As "10:42" today, "yesterday 10:42", "3 Nov 10:42", with the year when it is another."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    match (today - local.date()).days:
        case 0:
            return f"{local:%H:%M}"
        case 1:
            return _("yesterday {time}").format(time=f"{local:%H:%M}")
        case -1:
            return _("tomorrow {time}").format(time=f"{local:%H:%M}")
    return date_format(local, _("j M H:i") if local.year == today.year else _("j M Y H:i"))


def say_day(at: datetime, zone: tzinfo) -> str:
    local = at.astimezone(zone)
    return date_format(local, _("j M"))


def say_span(since: datetime, now: datetime) -> str:
    """As "<1 min", "4 min", "2 h 5 min", "3 d": how long something lasts already."""
    minutes = max(int((now - since).total_seconds()) // 60, 0)
    if minutes < 1:
        return "<1 min"
    hours, rest = divmod(minutes, 60)
    if hours < 1:
        return f"{minutes} min"
    if hours < 24:
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    return f"{hours // 24} d"
