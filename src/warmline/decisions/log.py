"""Which decisions were taken, latest first? A page at a time, however long the log has grown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Left
from django.utils.dateparse import parse_date, parse_datetime

from warmline.conversations.models import Reason
from warmline.decisions.case import ACTIONS
from warmline.decisions.models import StoredDecision

ON_A_PAGE = 40
SHOWN_CHARACTERS = 120


@dataclass(frozen=True)
class Filter:
    """What is looked for. first_day and last_day: days of the business, both included."""

    action: str = ""
    reason: str = ""
    first_day: date | None = None
    last_day: date | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Filter":
        """What cannot be is left out: the page shows more rather than an error."""
        action, reason = query.get("action", ""), query.get("reason", "")
        return cls(
            action=action if action in ACTIONS else "",
            reason=reason if reason in Reason.values else "",
            first_day=_day(query.get("from", "")),
            last_day=_day(query.get("to", "")),
        )

    @property
    def is_set(self) -> bool:
        return self != Filter()


@dataclass(frozen=True)
class Page:
    """One page of the log. older: where the next page starts, "" on the last one."""

    rows: tuple[StoredDecision, ...]
    older: str


def read_log(wanted: Filter, timezone: str, before: str = "") -> Page:
    """The decisions that fit, latest first, from the place `before` on (Page.older of the page above).

    A place is a moment and an id and not a page number, so that the last page costs what the first does.
    """
    rows = list(_after(_matching(wanted, timezone), before)[: ON_A_PAGE + 1])
    older = _place(rows[ON_A_PAGE - 1]) if len(rows) > ON_A_PAGE else ""
    return Page(tuple(rows[:ON_A_PAGE]), older)


def _matching(wanted: Filter, timezone: str) -> QuerySet[StoredDecision]:
    zone = ZoneInfo(timezone)
    rows = StoredDecision.objects.defer("verdicts", "proposals", "case", "protocol", "versions").annotate(
        # One character more shows that there is more; a message may be long.
        words=Left("message__text", SHOWN_CHARACTERS + 1),
        number=F("message__number"),
    )
    if wanted.action:
        rows = rows.filter(action=wanted.action)
    if wanted.reason:
        rows = rows.filter(reason=wanted.reason)
    if wanted.first_day:
        rows = rows.filter(at__gte=datetime.combine(wanted.first_day, time.min, zone))
    if wanted.last_day and wanted.last_day < date.max:
        rows = rows.filter(at__lt=datetime.combine(wanted.last_day + timedelta(days=1), time.min, zone))
    return rows.order_by("-at", "-id")


def _after(rows: QuerySet[StoredDecision], place: str) -> QuerySet[StoredDecision]:
    moment, _, number = place.rpartition("_")
    at = _moment(moment)
    if at is None or not number.isascii() or not number.isdigit() or len(number) > 18:
        return rows
    return rows.filter(Q(at__lt=at) | Q(at=at, id__lt=int(number)))


def _place(row: StoredDecision) -> str:
    return f"{row.at:%Y-%m-%dT%H:%M:%S.%fZ}_{row.pk}"


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    # Years that a time zone's offset could push out of the calendar.
    return day if day and 2 <= day.year <= 9998 else None


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
