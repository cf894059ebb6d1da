"""Whom can a note call? Colleagues whose name begins with what stands after the @."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.staff.permissions import for_staff, person_of
from warmline.staff.presence import people_here

LONGEST_WORDS = 60
#: So many fit above the box (chosen by us); typing finds the others.
MOST = 8


@for_staff
@require_safe
def colleagues_called(request: HttpRequest) -> HttpResponse:
    """Who is here comes first; oneself is never called."""
    wanted = " ".join(request.GET.get("words", "").replace("\0", "")[:LONGEST_WORDS].casefold().split())
    here = {person.pk for person in people_here(now())}
    others = Person.objects.filter(is_active=True).exclude(pk=person_of(request).pk)
    fitting = [each for each in others if _fits(each.name.casefold(), wanted)]
    fitting.sort(key=lambda each: (each.pk not in here, each.name.casefold(), each.pk))
    people = [{"person": each, "is_here": each.pk in here} for each in fitting[:MOST]]
    return render(request, "desk/_called.html", {"people": people})


def _fits(name: str, wanted: str) -> bool:
    """The whole name or any part of it begins so."""
    return name.startswith(wanted) or any(part.startswith(wanted) for part in name.split())
