"""What are the owner's rules now, and how are new ones saved? All of the page in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.http import QueryDict

from warmline.audit.recording import record
from warmline.calendar.models import Holiday, OpeningHours
from warmline.decisions.models import Topic
from warmline.decisions.options import LIMITS
from warmline.decisions.owner_options import OptionsForm
from warmline.decisions.owner_rows import (
    HolidayRow,
    HoursRow,
    TopicRow,
    are_right,
    find_date,
    find_time,
    read_holidays,
    read_hours,
    read_topics,
)
from warmline.jobs.announcing import announce
from warmline.web.options import values


@dataclass(frozen=True)
class Page:
    """Everything that the page shows, as saved or as typed."""

    options: OptionsForm
    hours: Sequence[HoursRow]
    holidays: Sequence[HolidayRow]
    topics: Sequence[TopicRow]

    def is_right(self) -> bool:
        rows_fit = are_right(self.hours, self.holidays, self.topics)
        return self.options.is_valid() and rows_fit


def saved_page(currency: str) -> Page:
    return Page(
        OptionsForm(None, currency),
        [
            HoursRow(row.weekday, f"{row.opens:%H:%M}", f"{row.closes:%H:%M}")
            for row in OpeningHours.objects.all()
        ],
        [HolidayRow(row.date.isoformat(), row.name) for row in Holiday.objects.all()],
        [TopicRow(row.topic, ", ".join(row.words), row.reason) for row in Topic.objects.all()],
    )


def typed_page(data: QueryDict, currency: str) -> Page:
    return Page(OptionsForm(data, currency), read_hours(data), read_holidays(data), read_topics(data))


@transaction.atomic
def save(page: Page, by: str) -> None:
    """A page that is_right()."""
    before = values()
    page.options.save(by)
    if any(before[key] != value for key, value in values().items() if key in LIMITS):
        announce("learning to measure", lock="learning", by=by)
    was = _lists()
    _save_hours(page.hours)
    _save_holidays(page.holidays)
    _save_topics(page.topics)
    for name, rows in _lists().items():
        if rows != was[name]:
            record("rule changed", f"rule {name}", {"from": was[name], "to": rows})


def _lists() -> dict[str, list[str]]:
    """What is not an option, in a form that can be compared and written down."""
    hours = OpeningHours.objects.order_by("weekday", "opens").values_list("weekday", "opens", "closes")
    return {
        "opening hours": [f"{day} {opens:%H:%M}-{closes:%H:%M}" for day, opens, closes in hours],
        "holidays": [str(day) for day in Holiday.objects.order_by("date").values_list("date", flat=True)],
        "topics": list(Topic.objects.order_by("topic").values_list("topic", flat=True)),
    }


def _save_hours(rows: Sequence[HoursRow]) -> None:
    times = [(row.weekday, find_time(row.opens), find_time(row.closes)) for row in rows]
    OpeningHours.objects.all().delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(weekday=day, opens=opens, closes=closes)
        for day, opens, closes in times
        if opens and closes
    )


def _save_holidays(rows: Sequence[HolidayRow]) -> None:
    days = [(find_date(row.date), row.name) for row in rows]
    Holiday.objects.all().delete()
    Holiday.objects.bulk_create(Holiday(date=day, name=name) for day, name in days if day)


def _save_topics(rows: Sequence[TopicRow]) -> None:
    Topic.objects.all().delete()
    Topic.objects.bulk_create(
        Topic(topic=row.topic, words=row.word_list(), reason=row.reason) for row in rows
    )
