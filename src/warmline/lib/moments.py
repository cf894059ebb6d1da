"""How are moments written for staff? Short, in the business's time."""

from datetime import datetime, tzinfo


def say_time(at: datetime, now: datetime, zone: tzinfo) -> str:
    """As "10:42" today, "yesterday 10:42", "3 Nov 10:42", with the year when it is another."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    match (today - local.date()).days:
        case 0:
            return f"{local:%H:%M}"
        case 1:
            return f"yesterday {local:%H:%M}"
        case -1:
            return f"tomorrow {local:%H:%M}"
    year = "" if local.year == today.year else f" {local.year}"
    return f"{local.day} {local:%b}{year} {local:%H:%M}"


def say_day(at: datetime, zone: tzinfo) -> str:
    local = at.astimezone(zone)
    return f"{local.day} {local:%b}"


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
