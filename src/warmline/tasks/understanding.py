"""How is a deadline read, word after word? Each rule takes what it knows from where the reading stands."""

import re
from collections.abc import Callable, Iterable
from datetime import date, time, timedelta
from typing import Final

from django.utils.translation import gettext as _

from warmline.tasks import deadline_words as words
from warmline.tasks.deadlines import LONG, LONGEST_TEXT, Calendar, Draft, Unclear, Understood, fold, settle

Reader = Callable[[re.Match[str], Draft], None]


def understand(text: str, calendar: Calendar) -> Understood:
    """The moment meant by the text; nothing for an empty text."""
    if len(text) > LONGEST_TEXT:
        return Understood(trouble=LONG)
    folded = fold(text)
    if not folded:
        return Understood()
    draft = Draft(calendar)
    try:
        _read(folded, draft)
        return settle(draft)
    except Unclear as error:
        return Understood(trouble=str(error))


def _read(text: str, draft: Draft) -> None:
    place, is_said = 0, False
    while place < len(text):
        found = next(((match, read) for rule, read in _RULES if (match := rule.match(text, place))), None)
        if found is None and (filler := _FILLER.match(text, place)):
            place = filler.end()
            continue
        if found is None:
            word = text[place:].split(" ")[0]
            raise Unclear(
                _("“{word}” is not clear. Try “tomorrow 3 pm”, “Friday”, “in 2 hours” or “24 Dec”.").format(
                    word=word
                )
            )
        match, read = found
        read(match, draft)
        place, is_said = match.end(), True
    if not is_said:
        raise Unclear(_("Which day or time? Try “tomorrow 3 pm” or “Friday”."))


def _any(each: Iterable[str]) -> str:
    """The longest first, so that "mondays" is not read as "mon"."""
    return "|".join(sorted(map(re.escape, each), key=len, reverse=True))


def _span(match: re.Match[str], draft: Draft) -> None:
    count = words.NUMBERS.get(match["count"]) or int(match["count"])
    if count > 10_000:
        raise Unclear(_("That is too far away. Please choose an earlier day."))
    unit = match["unit"]
    if unit in words.MINUTES or unit in words.HOURS:
        minutes = count * (60 if unit in words.HOURS else 1)
        draft.at = draft.calendar.now + timedelta(minutes=minutes)
    elif unit in words.MONTHS_LONG:
        draft.set_day(_months_later(draft.today, count))
    else:
        draft.set_day(_days_later(draft.today, count * (7 if unit in words.WEEKS else 1)))


def _half_an_hour(match: re.Match[str], draft: Draft) -> None:
    draft.at = draft.calendar.now + timedelta(minutes=30)


def _months_later(day: date, count: int) -> date:
    years, month = divmod(day.month - 1 + count, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    raise Unclear(_("That is too far away. Please choose an earlier day."))


def _days_later(day: date, count: int) -> date:
    return day + timedelta(days=count)


def _today(match: re.Match[str], draft: Draft) -> None:
    draft.set_day(draft.today)


def _yesterday(match: re.Match[str], draft: Draft) -> None:
    draft.set_day(_days_later(draft.today, -1))


def _tonight(match: re.Match[str], draft: Draft) -> None:
    draft.set_day(draft.today)
    draft.set_time(time(20))


def _tomorrow(match: re.Match[str], draft: Draft) -> None:
    draft.set_day(_days_later(draft.today, 1))


def _morning_or_tomorrow(match: re.Match[str], draft: Draft) -> None:
    if draft.day is not None:
        draft.set_time(time(10))
    else:
        _tomorrow(match, draft)


def _day_after(match: re.Match[str], draft: Draft) -> None:
    draft.set_day(_days_later(draft.today, 2))


def _next_week(match: re.Match[str], draft: Draft) -> None:
    draft.week = _days_later(draft.today, 7 - draft.today.weekday())


def _next_month(match: re.Match[str], draft: Draft) -> None:
    draft.set_day(_months_later(draft.today.replace(day=1), 1))


def _weekday(match: re.Match[str], draft: Draft) -> None:
    """The coming one; "next" on a day of this week still to come is that of the next week."""
    number = words.WEEKDAYS[match["weekday"]]
    ahead = (number - draft.today.weekday()) % 7 or 7
    if draft.week is not None:
        draft.set_day(_days_later(draft.week, number))
        draft.week = None
        return
    is_next = match["next"] or match["after"]
    is_this_week = draft.today.weekday() < number
    if is_next and is_this_week:
        ahead += 7
        draft.notes.append(_("Taken as the one of next week; leave out “next” for this week's."))
    elif ahead == 7 and not is_next:
        draft.notes.append(_("Taken as the one in a week; write “today” if you mean today."))
    draft.set_day(_days_later(draft.today, ahead))


def _end_of_week(match: re.Match[str], draft: Draft) -> None:
    draft.set_day(_days_later(draft.today, (4 - draft.today.weekday()) % 7))


def _end_of_day(match: re.Match[str], draft: Draft) -> None:
    if draft.day is None:
        draft.set_day(draft.today)


def _iso_date(match: re.Match[str], draft: Draft) -> None:
    _set_date(draft, int(match["day"]), int(match["month"]), match["year"])


def _dotted_date(match: re.Match[str], draft: Draft) -> None:
    _set_date(draft, int(match["day"]), int(match["month"]), match["year"])


def _slashed_date(match: re.Match[str], draft: Draft) -> None:
    """Which of both is the month is known only when one is above 12."""
    first, second = int(match["first"]), int(match["second"])
    if first <= 12 and second <= 12 and first != second:
        raise Unclear(
            _(
                "“{first}/{second}” can be two days. Please write the month in letters, such as “{first} "
                "Dec”."
            ).format(first=first, second=second)
        )
    day, month = (first, second) if second <= 12 else (second, first)
    _set_date(draft, day, month, match["year"])


def _written_date(match: re.Match[str], draft: Draft) -> None:
    _set_date(draft, int(match["day"]), words.MONTHS[match["month"]], match["year"])


def _set_date(draft: Draft, day: int, month: int, year: str | None) -> None:
    """Without a year the coming one."""
    today = draft.today
    wanted = int(year) + (2000 if len(year) == 2 else 0) if year else today.year
    try:
        found = date(wanted, month, day)
        if not year and found < today:
            found = date(wanted + 1, month, day)
    except ValueError:
        # 29 February without a year is that of the next leap year that we may plan for.
        if year or (day, month) != (29, 2):
            raise Unclear(_("There is no such day.")) from None
        found = next(date(each, 2, 29) for each in range(today.year, today.year + 9) if _is_leap(each))
    draft.set_day(found)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _half_day(match: re.Match[str], draft: Draft) -> None:
    """ "3 pm", "3:30pm"."""
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if not 1 <= hour <= 12 or minute > 59:
        raise Unclear(_("There is no such time of day."))
    is_late = match["half"].startswith("p")
    draft.set_time(time(hour % 12 + (12 if is_late else 0), minute))


def _whole_day(match: re.Match[str], draft: Draft) -> None:
    """ "15:00", "15 Uhr", "15h30", "15.30 Uhr"."""
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise Unclear(_("There is no such time of day."))
    draft.set_time(time(23, 59) if hour == 24 else time(hour, minute))


def _midnight(match: re.Match[str], draft: Draft) -> None:
    """The end of the day that is named, not its beginning."""
    draft.set_time(time(23, 59))


def _part(match: re.Match[str], draft: Draft) -> None:
    draft.set_time(words.PARTS[match[0]])


def _bare_hour(match: re.Match[str], draft: Draft) -> None:
    hour = int(match["hour"])
    if draft.clock is not None or draft.bare_hour is not None or hour > 24:
        raise Unclear(
            _("“{hour}” is not clear. Is it a day or a time? Try “at {time}:00”.").format(
                hour=hour, time=hour % 24
            )
        )
    if 1 <= hour <= 12:
        draft.bare_hour = hour
    else:
        draft.set_time(time(23, 59) if hour == 24 else time(hour))


_END = r"(?![\w:])[\s.]*"
_COUNT = rf"(?P<count>\d{{1,5}}|{_any(words.NUMBERS)})"
_UNIT = _any((*words.MINUTES, *words.HOURS, *words.DAYS, *words.WEEKS, *words.MONTHS_LONG))
#: "15 h" and "15 heures" are times of day.
_LONG_UNIT = _any(
    each
    for each in (*words.MINUTES, *words.HOURS, *words.DAYS, *words.WEEKS, *words.MONTHS_LONG)
    if len(each) > 2 and each not in ("heure", "heures", "hora", "horas")
)
_YEAR = r"(?P<year>\d{4})"
_MONTH = rf"(?P<month>{_any(words.MONTHS)})\.?"
_RULES: Final[tuple[tuple[re.Pattern[str], Reader], ...]] = tuple(
    (re.compile(rule + _END), read)
    for rule, read in (
        (r"(?:in )?(?:half an hour|einer halben stunde|une demi-heure|media hora)", _half_an_hour),
        (rf"(?:in|within|dans|en|dentro de) {_COUNT} ?(?P<unit>{_UNIT})", _span),
        (rf"{_COUNT} ?(?P<unit>{_UNIT}) (?:from now|later)", _span),
        (rf"{_COUNT} (?P<unit>{_LONG_UNIT})", _span),
        (rf"(?:{_any(words.DAY_AFTER)})", _day_after),
        (rf"(?:{_any(words.TONIGHT)})", _tonight),
        (rf"(?:{_any(words.END_OF_DAY)})", _end_of_day),
        (rf"(?:{_any(words.END_OF_WEEK)})", _end_of_week),
        (rf"(?:{_any(words.TODAY)})", _today),
        (rf"(?:{_any(words.YESTERDAY)})", _yesterday),
        (rf"(?:{_any(words.TOMORROW)})", _tomorrow),
        (rf"(?:{_any(words.NEXT)}) (?:{_any(words.WEEKS)})", _next_week),
        (r"la semaine prochaine|la semana que viene|semaine prochaine|la proxima semana", _next_week),
        (rf"(?:{_any(words.NEXT)}) (?:{_any(words.MONTHS_LONG)})", _next_month),
        (
            rf"(?:(?P<next>{_any(words.NEXT)}) |(?:{_any(words.THIS)}) )?(?P<weekday>{_any(words.WEEKDAYS)})"
            rf"(?P<after> (?:{_any(words.NEXT)}|que viene))?",
            _weekday,
        ),
        (r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", _iso_date),
        (r"(?P<hour>\d{1,2})[.:h](?P<minute>\d{2}) ?(?:uhr|h)", _whole_day),
        (r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.?(?P<year>\d{4}|\d{2}(?!:))?", _dotted_date),
        (r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?", _slashed_date),
        (
            rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)?(?: of| de)? {_MONTH}(?: (?:de )?{_YEAR})?",
            _written_date,
        ),
        (rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: {_YEAR})?", _written_date),
        (r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))? ?(?P<half>am|pm|a\.m|p\.m)", _half_day),
        (r"(?P<hour>\d{1,2})[:h](?P<minute>\d{2})", _whole_day),
        (r"(?P<hour>\d{1,2}) ?(?:uhr|h|heures|horas)(?P<minute>(?!))?", _whole_day),
        (rf"(?:{_any(words.PARTS)})", _part),
        (r"midnight|mitternacht|minuit|medianoche", _midnight),
        (rf"(?:{_any(words.MORNING_OR_TOMORROW)})", _morning_or_tomorrow),
        (r"(?P<hour>\d{1,2})", _bare_hour),
    )
)
_FILLER: Final = re.compile(rf"(?:(?:{_any(words.FILLERS)})(?![\w.])|[.;–-])\s*(?!\Z)|\s+")
