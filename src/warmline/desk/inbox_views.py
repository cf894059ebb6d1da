"""The inbox: queue, mine, all."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from warmline.conversations.handover import QUEUE_LIMIT_MINUTES
from warmline.desk import inbox as rows
from warmline.staff.models import Person
from warmline.staff.permissions import for_staff, person_of

LONGEST_SEARCH = 120


@for_staff
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The page; for htmx the list alone, or the rows that follow `before`."""
    context = inbox_context(request, person_of(request))
    if not is_fragment(request):
        return render(request, "desk/inbox.html", context)
    part = "desk/_older.html" if request.GET.get("before") else "desk/_inbox.html"
    return render(request, part, context)


def is_fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers


def inbox_context(
    request: HttpRequest, person: Person, tab: str = "", open_id: UUID | None = None
) -> dict[str, Any]:
    """tab: which one when the address names none. open_id: the conversation on screen beside the list."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    known = [name for name, _ in rows.TABS]
    asked = request.GET.get("tab", "")
    current = rows.ALL if words else asked if asked in known else tab or rows.QUEUE
    counts = rows.count_waiting(person)
    return {
        "tab": current,
        "tabs": [(name, label, counts.get(name)) for name, label in rows.TABS],
        "words": words,
        "waiting": counts[rows.QUEUE],
        "shown": _shown(current, person, words, request.GET.get("before", "")),
        "limit_minutes": QUEUE_LIMIT_MINUTES,
        "open_id": open_id or _open_id(request),
    }


def _shown(tab: str, person: Person, words: str, before: str) -> rows.Shown:
    match tab:
        case rows.MINE:
            return rows.mine(person)
        case rows.ALL:
            return rows.everything(words, before)
    return rows.queue()


def _open_id(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("open", ""))
    except ValueError:
        return None
