"""Until when may a conversation rest? For hours, until people are here again, or until any moment within a year."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from warmline.calendar.opening import next_opening_at
from warmline.conversations.errors import BadText
from warmline.web.context import current_business

HOURS: Final = {"1h": 1, "3h": 3}
#: When the owner has set no opening hours.
MORNING: Final = time(9)
#: Longer than that nobody remembers what it was about (chosen by us).
LONGEST: Final = timedelta(days=366)

PAST = "That moment is over. Please choose one that lies ahead."
TOO_FAR = "Please choose a moment within a year."


@dataclass(frozen=True)
class Moment:
    """key: what the form sends back; label and clock: "Tomorrow", "Thu 26 Nov, 09:00"."""

    key: str
    label: str
    clock: str


def moments(at: datetime) -> list[Moment]:
    """What is offered at a press, by the business's hours; the same moment only once."""
    zone = _zone()
    monday = at.astimezone(zone).date() + timedelta(days=7 - at.astimezone(zone).weekday())
    found = {
        gettext_noop("In 1 hour"): at + timedelta(hours=1),
        gettext_noop("In 3 hours"): at + timedelta(hours=3),
        gettext_noop("Tomorrow"): tomorrow(at),
        gettext_noop("Next week"): _opening_on(monday, zone),
    }
    if found["Tomorrow"] - at > timedelta(days=2):
        found[gettext_noop("When we open")] = found.pop("Tomorrow")
    offered: dict[datetime, Moment] = {}
    for label, moment in found.items():
        local = moment.astimezone(zone)
        clock = date_format(local, _("D j M, H:i"))
        offered.setdefault(moment, Moment(f"{local:%Y-%m-%dT%H:%M}", _(label), clock))
    return list(offered.values())


def tomorrow(at: datetime) -> datetime:
    """When people are here again, from tomorrow on."""
    zone = _zone()
    return _opening_on(at.astimezone(zone).date() + timedelta(days=1), zone)


def _opening_on(day: date, zone: ZoneInfo) -> datetime:
    midnight = datetime.combine(day, time(), zone)
    return next_opening_at(midnight) or datetime.combine(day, MORNING, zone)


def moment_in(choice: str, at: datetime) -> datetime:
    """The moment that was chosen: "1h", "3h", "tomorrow", or the business's local time as "2026-11-26T09:00".

    Raises BadText when it is none, is over, or lies too far ahead.
    """
    if choice in HOURS:
        return at + timedelta(hours=HOURS[choice])
    until = tomorrow(at) if choice == "tomorrow" else _read(choice)
    if until <= at:
        raise BadText(PAST)
    if until - at > LONGEST:
        raise BadText(TOO_FAR)
    return until


def _read(local: str) -> datetime:
    try:
        read = datetime.strptime(local, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 (its zone is the business's)
        return read.replace(tzinfo=_zone()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadText("Please choose until when it shall rest.") from None


def bounds(at: datetime) -> tuple[str, str]:
    """The first and the last local minute that may be chosen."""
    zone = _zone()
    first, last = ((at + ahead).astimezone(zone) for ahead in (timedelta(minutes=1), LONGEST))
    return f"{first:%Y-%m-%dT%H:%M}", f"{last:%Y-%m-%dT%H:%M}"


def _zone() -> ZoneInfo:
    return ZoneInfo(current_business().timezone)
