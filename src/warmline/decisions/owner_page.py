"""The owner's page with all rules of handoff."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from warmline.calendar.opening import is_open_now, next_opening_at, say_when
from warmline.decisions.in_words import describe
from warmline.decisions.owner_rows import DAYS, HoursRow
from warmline.decisions.owner_rules import Page, save, saved_page, typed_page
from warmline.decisions.protocol import current_protocol
from warmline.lib.time import now
from warmline.staff.permissions import for_owner, person_of
from warmline.web.context import current_business
from warmline.web.tongue import language_now


@require_http_methods(["GET", "HEAD", "POST"])
@for_owner
def rules(request: HttpRequest) -> HttpResponse:
    currency = current_business().currency
    if request.method != "POST":
        return render(request, "decisions/rules.html", _context(saved_page(currency), currency))
    page = typed_page(request.POST, currency)
    if not page.is_right():
        return render(request, "decisions/rules.html", _context(page, currency, failed=True), status=422)
    save(page, by=person_of(request).name)
    messages.success(request, _("Saved. The new rules hold from the next message on."))
    return redirect("rules:rules")


def _context(page: Page, currency: str, *, failed: bool = False) -> Mapping[str, Any]:
    return {
        "groups": page.options.groups(),
        "days": list(_days(page.hours)),
        "holidays": page.holidays,
        "topics": page.topics,
        "sentences": describe(current_protocol(), currency),
        "opening": _say_opening(),
        "failed": failed,
    }


def _days(rows: Sequence[HoursRow]) -> Iterator[tuple[int, str, Sequence[HoursRow]]]:
    for weekday, name in enumerate(DAYS):
        yield weekday, _(name), [row for row in rows if row.weekday == weekday]


def _say_opening() -> str:
    at = now()
    if is_open_now(at):
        return _("By these hours, people are here now.")
    opens_at = next_opening_at(at)
    if opens_at is None:
        return _("No hours are set yet: customers cannot be told when somebody will answer.")
    return _("By these hours, nobody is here now. Customers are told: {when}.").format(
        when=say_when(opens_at, at, language_now())
    )
