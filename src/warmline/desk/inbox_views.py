"""The inbox: its lists, page by page, and the rows that have just changed."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from warmline.conversations.handover import QUEUE_LIMIT_MINUTES
from warmline.desk import lists
from warmline.desk.inbox import Wanted, read_page
from warmline.staff.models import Person
from warmline.staff.permissions import for_staff, person_of

LONGEST_KEY = 80
#: A wake-up names at most so many conversations (stream.py names fewer).
MOST_IDS = 50


@dataclass(frozen=True)
class Tab:
    """count: in words, None where it is not counted, which counted says as 0."""

    name: str
    label: str
    count: str | None
    is_empty: bool
    counted: int = 0
    is_shared: bool = False


@for_staff
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The page; for htmx the list alone, the rows that follow `after`, or those of `ids` that belong here."""
    if request.GET.get("q", "").strip():
        return redirect(
            f"{reverse('search:search')}?{urlencode({'q': request.GET['q'].replace(chr(0), '')})}"
        )
    context = inbox_context(request, person_of(request))
    if not is_fragment(request):
        return render(request, "desk/inbox.html", context)
    if "ids" in request.GET:
        return render(request, "desk/_changed.html", context)
    return render(request, "desk/_more.html" if request.GET.get("after") else "desk/_inbox.html", context)


def is_fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers


def inbox_context(
    request: HttpRequest, person: Person, tab: str = "", open_id: UUID | None = None
) -> dict[str, Any]:
    """tab: which list when the address names none. open_id: the conversation on screen beside the list."""
    asked = lists.find_list(request.GET.get("tab", ""), person) or lists.FIXED[tab or lists.QUEUE]
    shown = read_page(asked, person, _wanted(request))
    fixed = [_tab(each, person) for each in lists.FIXED.values()]
    waiting = next(each.counted for each in fixed if each.name == lists.QUEUE)
    open_id = open_id or _open_id(request)
    address = f"{reverse('desk:inbox')}?tab={asked.name}" + (f"&open={open_id}" if open_id else "")
    return {
        "tab": asked.name,
        "label": asked.shown,
        "tabs": fixed,
        "views": [
            _tab(lists.list_of(view), person, is_shared=view.is_shared) for view in lists.views_of(person)
        ],
        "waiting": waiting,
        "shown": shown,
        "address": address,
        "next": f"{address}&after={shown.after}" if shown.after else "",
        "limit_minutes": QUEUE_LIMIT_MINUTES,
        "open_id": open_id,
    }


def _tab(each: lists.InboxList, person: Person, *, is_shared: bool = False) -> Tab:
    count = lists.count_list(each, person) if each.is_counted else None
    said = None if count is None else f"{lists.MOST_COUNTED}+" if count > lists.MOST_COUNTED else str(count)
    return Tab(each.name, each.shown, said, not count, count or 0, is_shared)


def _wanted(request: HttpRequest) -> Wanted:
    after, until = (request.GET.get(name, "")[:LONGEST_KEY] for name in ("after", "until"))
    if "ids" not in request.GET:
        return Wanted(after, until)
    named = request.GET["ids"].split(",")[:MOST_IDS]
    return Wanted(ids=tuple(pk for pk in map(_id, named) if pk))


def _open_id(request: HttpRequest) -> UUID | None:
    return _id(request.GET.get("open", ""))


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
