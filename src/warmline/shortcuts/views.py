"""What the palette finds, the sheet of all shortcuts, and the page where a person changes their own."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from warmline.shortcuts import choosing
from warmline.shortcuts.catalogue import SHORTCUTS
from warmline.shortcuts.context import shortcuts_for
from warmline.shortcuts.finding import Asked, find
from warmline.shortcuts.shortcut import Place, Shortcut
from warmline.staff.models import Person
from warmline.staff.permissions import for_staff, person_of

LONGEST_TEXT = 100
LONGEST_KEYS = 40


@dataclass(frozen=True)
class Line:
    shortcut: Shortcut
    keys: str
    trouble: str = ""

    @property
    def is_changed(self) -> bool:
        return self.keys != self.shortcut.keys


@for_staff
@require_safe
def found(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_TEXT]
    asked = Asked(person_of(request), text, _conversation(request.GET.get("conversation", "")))
    return render(request, "shortcuts/_found.html", {"found": find(asked)})


def _conversation(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@for_staff
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    keys = choosing.keys_of(person)
    return render(
        request, "shortcuts/_sheet.html", _context(person, keys.of, {}, has_letters=keys.has_letters)
    )


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def shortcuts(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    keys = choosing.keys_of(person)
    if request.method != "POST":
        return _page(request, _context(person, keys.of, {}, has_letters=keys.has_letters))
    # What is the owner's stays as it was for whoever does not see it.
    mine = {each.name for each in shortcuts_for(person)}
    asked = {
        name: request.POST.get(name, old)[:LONGEST_KEYS] for name, old in keys.of.items() if name in mine
    }
    wanted = {**keys.of, **asked}
    has_letters = request.POST.get("letters") == "on"
    troubles = choosing.find_troubles(wanted)
    if troubles:
        return _page(request, _context(person, wanted, troubles, has_letters=has_letters), status=422)
    choosing.choose(person, wanted, has_letters=has_letters)
    messages.success(request, _("Your shortcuts are saved."))
    return redirect("shortcuts:shortcuts")


@require_POST
@for_staff
def default(request: HttpRequest) -> HttpResponse:
    choosing.reset(person_of(request))
    messages.success(request, _("All shortcuts are as they came."))
    return redirect("shortcuts:shortcuts")


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "shortcuts/shortcuts.html", context, status=status)


def _context(
    person: Person, keys: dict[str, str] | Any, troubles: dict[str, str], *, has_letters: bool
) -> dict[str, Any]:
    mine = shortcuts_for(person)
    places = {
        _(place.value): [
            Line(each, keys[each.name], troubles.get(each.name, "")) for each in mine if each.place == place
        ]
        for place in Place
    }
    return {"places": places, "has_letters": has_letters, "troubles": len(troubles), "known": len(SHORTCUTS)}
