"""The search of the desk: one box, filters in words, what was said and by whom."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from warmline.lib.time import now
from warmline.search.asking import LONGEST, understand
from warmline.search.finding import Asker, Found, find_all
from warmline.search.showing import lines_of
from warmline.staff.permissions import for_staff, person_of
from warmline.web.context import current_business


@for_staff
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The page; for htmx what was found alone, or what is older than `below`."""
    context = _context(request)
    is_part = (
        request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers
    )
    if not is_part:
        return render(request, "search/search.html", context)
    return render(request, "search/_older.html" if context["is_older"] else "search/_found.html", context)


def _context(request: HttpRequest) -> dict[str, Any]:
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    zone, at = ZoneInfo(current_business().timezone), now()
    question = understand(text, at.astimezone(zone).date())
    below = _key(request.GET.get("below", ""))
    found = find_all(question, Asker(person_of(request), zone, at), below)
    following = {"q": text, "below": str(found.next_key)}
    return {
        "text": text,
        "longest": LONGEST,
        "is_asked": not question.is_empty,
        "found": found,
        "lines": lines_of(found.hits, at, zone),
        "is_older": bool(below),
        "said": _say(found),
        "next": urlencode(following) if found.next_key else "",
    }


def _key(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 19 else 0


def _say(found: Found) -> str:
    """For whoever does not see the list."""
    conversations, people = len(found.hits), len(found.customers)
    if not people and not conversations:
        return _("Nothing found.")
    said = ngettext("{count} conversation found.", "{count} conversations found.", conversations)
    parts = [said.format(count=conversations)]
    if people:
        parts.insert(
            0, ngettext("{count} customer found.", "{count} customers found.", people).format(count=people)
        )
    return " ".join(parts)
