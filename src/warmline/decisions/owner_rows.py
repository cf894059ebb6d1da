"""What did the owner type as opening hours, holidays and topics, and what is wrong with it?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

MOST_ROWS: Final = 400
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class HoursRow:
    """As typed: 'HH:MM'. error: a sentence for the owner, empty when the row is right."""

    weekday: int
    opens: str
    closes: str
    error: str = ""


@dataclass(frozen=True)
class HolidayRow:
    """date: 'YYYY-MM-DD' as typed."""

    date: str
    name: str
    error: str = ""


@dataclass(frozen=True)
class TopicRow:
    """words: as typed, parted by commas or lines."""

    topic: str
    words: str
    reason: str
    error: str = ""

    def word_list(self) -> list[str]:
        parts = (part.strip().lower() for part in self.words.replace("\n", ",").split(","))
        return list(dict.fromkeys(part for part in parts if part))


def read_hours(data: QueryDict) -> list[HoursRow]:
    """The rows of all days, each checked; rows left empty are dropped."""
    found: list[HoursRow] = []
    for weekday in range(7):
        pairs = zip(data.getlist(f"opens-{weekday}"), data.getlist(f"closes-{weekday}"), strict=False)
        typed = [HoursRow(weekday, opens.strip(), closes.strip()) for opens, closes in pairs]
        found.extend(_check_day([row for row in typed if row.opens or row.closes][:MOST_ROWS]))
    return found


def read_holidays(data: QueryDict) -> list[HolidayRow]:
    pairs = zip(data.getlist("holiday-date"), data.getlist("holiday-name"), strict=False)
    typed = [HolidayRow(day.strip(), name.strip()) for day, name in pairs]
    rows: list[HolidayRow] = []
    for row in [row for row in typed if row.date or row.name][:MOST_ROWS]:
        rows.append(replace(row, error=_holiday_error(row, [other.date for other in rows])))
    return rows


def read_topics(data: QueryDict) -> list[TopicRow]:
    lists = (data.getlist(f"topic-{part}") for part in ("topic", "words", "reason"))
    typed = [TopicRow(*(text.strip() for text in texts)) for texts in zip(*lists, strict=False)]
    rows: list[TopicRow] = []
    for row in [row for row in typed if row.topic or row.words or row.reason][:MOST_ROWS]:
        rows.append(replace(row, error=_topic_error(row, [other.topic.lower() for other in rows])))
    return rows


def are_right(*kinds: Iterable[HoursRow | HolidayRow | TopicRow]) -> bool:
    return not any(row.error for rows in kinds for row in rows)


def _check_day(rows: Sequence[HoursRow]) -> Iterable[HoursRow]:
    before: list[HoursRow] = []
    for row in rows:
        error = _hours_error(row) or _overlap(row, before)
        yield replace(row, error=error)
        if not error:
            before.append(row)


def _hours_error(row: HoursRow) -> str:
    opens, closes = find_time(row.opens), find_time(row.closes)
    if opens is None or closes is None:
        return _("Please enter both times, such as 08:00 and 18:00.")
    if opens >= closes:
        return _("Closing comes after opening. Past midnight: end at 23:59 and go on the next day at 00:00.")
    return ""


def _overlap(row: HoursRow, others: Sequence[HoursRow]) -> str:
    clash = next((one for one in others if row.opens < one.closes and one.opens < row.closes), None)
    return (
        _("This overlaps {opens} to {closes} of the same day.").format(opens=clash.opens, closes=clash.closes)
        if clash
        else ""
    )


def _holiday_error(row: HolidayRow, earlier: Sequence[str]) -> str:
    if find_date(row.date) is None:
        return _("Please enter a date.")
    if not row.name:
        return _("What is the day called? Customers may read it.")
    if len(row.name) > 80:
        return _("Please use at most 80 characters.")
    return _("This date is already in the list.") if row.date in earlier else ""


def _topic_error(row: TopicRow, earlier: Sequence[str]) -> str:
    if not row.topic:
        return _("What is the topic called?")
    if not row.word_list():
        return _("Please add at least one word by which the topic is known.")
    if len(row.topic) > 80 or len(row.reason) > 200:
        return _("Please use at most 80 characters for the topic and 200 for the reason.")
    return _("This topic is already in the list.") if row.topic.lower() in earlier else ""


def find_time(text: str) -> time | None:
    """'HH:MM' as the browser sends it."""
    try:
        return time.fromisoformat(text) if len(text) == 5 else None
    except ValueError:
        return None


def find_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
