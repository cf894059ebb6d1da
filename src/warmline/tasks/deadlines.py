"""Until when, in words: which moment is meant? Pure: text, now, the business's time and hours in, one moment out.

Our own grammar: what it cannot read it says, instead of guessing (docs/decisions/0012-tasks-and-customers.md).
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from warmline.calendar.hours import Stretch

LONGEST_TEXT: Final = 80
#: Longer than that nobody plans a task (chosen by us).
FURTHEST: Final = timedelta(days=3 * 366)
#: When the owner has set no hours: the end of a day at work (chosen by us).
EVENING: Final = time(17)

#: "2026-12-24T10:00", as computers write it.
_ISO_TIME: Final = re.compile(r"(\d)t(\d)")
FAR = "That is more than three years away. Please choose an earlier day."
LONG = "That is too long for a moment. Please write something like “tomorrow 3 pm”."


@dataclass(frozen=True)
class Calendar:
    """What a moment is measured by. timezone: of the business, which its hours are in."""

    now: datetime
    timezone: str
    hours: Sequence[Stretch] = ()
    holidays: Collection[date] = ()

    @property
    def local(self) -> datetime:
        return self.now.astimezone(ZoneInfo(self.timezone))

    def closing(self, day: date) -> time | None:
        """When it closes on that day; None when it does not open."""
        ends = [each.closes for each in self.hours if each.weekday == day.weekday()]
        return max(ends) if ends and day not in self.holidays else None


@dataclass(frozen=True)
class Understood:
    """at: None when nothing was said or it could not be read. words: the moment as we took it.

    note: what was assumed, to be read before saving. trouble: why there is no moment.
    """

    at: datetime | None = None
    words: str = ""
    note: str = ""
    trouble: str = ""


class Unclear(ValueError):
    """The text names no single moment; its words are for whoever wrote it."""


@dataclass
class Draft:
    """What was read so far."""

    calendar: Calendar
    day: date | None = None
    at: datetime | None = None
    clock: time | None = None
    #: The Monday of "next week": a weekday is looked for in that week.
    week: date | None = None
    #: An hour without "am" or "pm", from 1 to 12.
    bare_hour: int | None = None
    notes: list[str] = field(default_factory=list)

    def set_day(self, day: date) -> None:
        if self.day not in (None, day):
            raise Unclear(_("That names two days. Please write one."))
        self.day = day

    def set_time(self, at: time) -> None:
        if self.clock not in (None, at):
            raise Unclear(_("That names two times of day. Please write one."))
        self.clock = at

    @property
    def today(self) -> date:
        return self.calendar.local.date()


def fold(text: str) -> str:
    """In small letters, without accents, parted by single spaces."""
    parts = unicodedata.normalize("NFKD", text.replace("\0", " ").replace(",", " ").replace("’", "'"))
    plain = "".join(mark for mark in parts if not unicodedata.combining(mark)).casefold()
    return " ".join(_ISO_TIME.sub(r"\1 \2", plain).split())


def settle(draft: Draft) -> Understood:
    """The moment of what was read, with what was assumed."""
    at = draft.at or _moment(draft)
    now = draft.calendar.now
    if at <= now:
        raise Unclear(_("That is over: it would be {at}.").format(at=write_moment(at, draft.calendar)))
    if at - now > FURTHEST:
        raise Unclear(FAR)
    _note_closed(draft, at)
    return Understood(at, write_moment(at, draft.calendar), " ".join(draft.notes))


def _moment(draft: Draft) -> datetime:
    day = draft.day or draft.week
    at = _time(draft, day or draft.today)
    found = _instant(day or draft.today, at, draft.calendar)
    # "3 pm" in the evening is the next day's.
    if day is None and found <= draft.calendar.now:
        found = _instant(draft.today + timedelta(days=1), at, draft.calendar)
    return found


def _time(draft: Draft, day: date) -> time:
    if draft.clock is not None:
        return draft.clock
    if draft.bare_hour is not None:
        return _likely(draft, day, draft.bare_hour)
    return draft.calendar.closing(day) or EVENING


def _likely(draft: Draft, day: date, hour: int) -> time:
    """The one of both hours at which people work."""
    both = [time(hour % 12), time(hour % 12 + 12)]
    stretches = [each for each in draft.calendar.hours if each.weekday == day.weekday()]
    worked = [at for at in both if any(each.opens <= at < each.closes for each in stretches)]
    likely = worked[0] if len(worked) == 1 else both[1] if hour < 8 or hour == 12 else both[0]
    other = both[1 - both.index(likely)]
    if hour != 12:
        draft.notes.append(
            _("Taken as {likely}; write {other} if you mean that.").format(
                likely=f"{likely:%H:%M}", other=f"{other:%H:%M}"
            )
        )
    return likely


def _instant(day: date, at: time, calendar: Calendar) -> datetime:
    try:
        # A time that the clock skips in spring is told by the time before the change.
        return datetime.combine(day, at, ZoneInfo(calendar.timezone)).astimezone(UTC)
    except OverflowError:
        raise Unclear(FAR) from None


def _note_closed(draft: Draft, at: datetime) -> None:
    day = at.astimezone(ZoneInfo(draft.calendar.timezone)).date()
    if draft.calendar.hours and draft.calendar.closing(day) is None:
        draft.notes.append(_("You are closed on that day."))


def write_moment(at: datetime, calendar: Calendar) -> str:
    """As "Friday 27 November, 15:00", with the year when it is another, in the language of the page."""
    local = at.astimezone(ZoneInfo(calendar.timezone))
    year = " Y" if local.year != calendar.local.year else ""
    return date_format(local, f"l j F{year}, H:i")
