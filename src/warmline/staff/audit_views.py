"""The owner's page of the log: who did what, when, on what, from where."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.timezone import override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from warmline.audit.acts import ACTS
from warmline.audit.chain import find_break
from warmline.audit.models import Entry
from warmline.audit.recording import record
from warmline.lib.csv_cells import harmless
from warmline.staff.models import Person
from warmline.staff.permissions import for_owner
from warmline.web.context import current_business
from warmline.web.options import all_options

SHOWN: Final = 50
#: Verifying reads every entry: on the page only while there are few; `warmline doctor` always does.
VERIFIED_ON_PAGE: Final = 20_000
COLUMNS: Final = ("number", "at", "who", "name", "act", "on", "detail", "place")


@for_owner
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    zone = ZoneInfo(current_business().timezone)
    found = _found(request, zone)
    before = _number(request.GET.get("before", ""))
    rows = list((found.filter(number__lt=before) if before else found)[: SHOWN + 1])
    names = {f"person {each.pk}": each.name for each in Person.objects.all()}
    context = {
        "rows": [shown(row, names) for row in rows[:SHOWN]],
        "older": rows[SHOWN - 1].number if len(rows) > SHOWN else 0,
        "acts": [(act, _(words)) for act, words in ACTS.items()],
        "people": Person.objects.order_by("name", "pk"),
        "asked": {name: request.GET.get(name, "") for name in ("act", "person", "from", "to")},
        "query": _query(request),
        **_wholeness(),
    }
    with override(zone):
        return render(request, "staff/audit.html", context)


@dataclass(frozen=True)
class Shown:
    """act, on and changes: in words."""

    row: Entry
    act: str
    on: str
    changes: Sequence[tuple[str, str]]


def shown(row: Entry, names: Mapping[str, str]) -> Shown:
    """names: of people as they are called now. What concerns oneself need not be said twice."""
    kind, _space, key = row.on.partition(" ")
    on = "" if row.on == f"person {row.person}" else names.get(row.on, row.on)
    if kind == "rule" and key in all_options():
        on = all_options()[key].label
    detail = json.loads(row.detail) if row.detail else {}
    changes = [(name.replace("_", " "), _value(value)) for name, value in detail.items()]
    return Shown(row, _(ACTS.get(row.act, row.act)), on, changes)


def _value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_value(each) for each in value) or "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "–" if value in (None, "") else str(value)


@for_owner
@require_POST
def export(request: HttpRequest) -> StreamingHttpResponse:
    """What the filters show, as a file for a spreadsheet."""
    record("log exported")
    rows = _found(request, ZoneInfo(current_business().timezone))
    answer = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return answer


def _lines(rows: QuerySet[Entry]) -> Iterator[str]:
    yield _line(COLUMNS)
    for row in rows.iterator(500):
        who = row.get_who_display()
        cells = (row.number, row.at.isoformat(), who, row.name, row.act, row.on, row.detail, row.place)
        yield _line(cells)


def _line(cells: Any) -> str:
    out = StringIO()
    csv.writer(out).writerow([harmless(str(cell)) for cell in cells])
    return out.getvalue()


def _wholeness() -> dict[str, Any]:
    count = Entry.objects.count()
    if count > VERIFIED_ON_PAGE:
        return {"count": count, "is_checked": False, "broken": None}
    return {"count": count, "is_checked": True, "broken": find_break()}


def _found(request: HttpRequest, zone: ZoneInfo) -> QuerySet[Entry]:
    """What does not make sense in a filter filters nothing."""
    asked = request.GET if request.method != "POST" else request.POST
    rows = Entry.objects.all()
    if asked.get("act", "") in ACTS:
        rows = rows.filter(act=asked["act"])
    if person := _number(asked.get("person", "")):
        rows = rows.filter(person=person)
    if first := _day(asked.get("from", "")):
        rows = rows.filter(at__gte=datetime.combine(first, time(), zone))
    if last := _day(asked.get("to", "")):
        rows = rows.filter(at__lt=datetime.combine(last + timedelta(days=1), time(), zone))
    return rows


def _query(request: HttpRequest) -> str:
    asked = request.GET.copy()
    asked.pop("before", None)
    return asked.urlencode()


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return day if 1970 <= day.year <= 9000 else None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
