"""The page of macros: all that a person may use, one to change, and how its text will read."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from warmline.lib.placeholders import split
from warmline.macros.choosing import macros_of, may_change, say_acts
from warmline.macros.forms import MacroForm
from warmline.macros.models import LONGEST_TEXT, Macro
from warmline.macros.variables import EXAMPLES
from warmline.staff.models import Person
from warmline.staff.permissions import for_staff, person_of

#: More are not looked through (chosen by us).
MOST_MACROS = 100


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def macros(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    form = MacroForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _has_room(form, person):
        macro = form.save(commit=False)
        macro.owner = person
        macro.save()
        messages.success(request, _("“{macro}” is kept. Type / in a reply to use it.").format(macro=macro))
        return redirect("macros:macros")
    return _page(request, person, form)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def macro(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_of(request)
    row = _own(pk, person)
    form = MacroForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("“{name}” is saved.").format(name=row.name))
        return redirect("macros:macros")
    return _page(request, person, form, row)


@require_POST
@for_staff
def deletion(request: HttpRequest, pk: int) -> HttpResponse:
    """Of what is gone already nothing is said."""
    found = macros_of(person_of(request)).filter(pk=pk).first()
    if found and may_change(found, person_of(request)):
        found.delete()
        messages.success(request, _("“{name}” is gone.").format(name=found.name))
    return redirect("macros:macros")


@require_POST
@for_staff
def preview(request: HttpRequest) -> HttpResponse:
    """How the text reads with example values; what has none is marked."""
    text = request.POST.get("text", "").replace("\0", "")[:LONGEST_TEXT]
    return render(request, "macros/_preview.html", {"pieces": split(text, EXAMPLES)})


def _own(pk: int, person: Person) -> Macro:
    found = macros_of(person).filter(pk=pk).first()
    if found is None or not may_change(found, person):
        raise Http404("There is no such macro of yours.")
    return found


def _has_room(form: MacroForm, person: Person) -> bool:
    if Macro.objects.filter(owner=person).count() < MOST_MACROS:
        return True
    form.add_error(
        None, _("You have {most_macros} macros. Please delete one first.").format(most_macros=MOST_MACROS)
    )
    return False


def _page(request: HttpRequest, person: Person, form: MacroForm, own: Macro | None = None) -> HttpResponse:
    lines = [
        {"macro": each, "may_change": may_change(each, person), "acts": say_acts(each)}
        for each in macros_of(person)
    ]
    context: dict[str, Any] = {
        "form": form,
        "lines": lines,
        "own": own,
        "names": list(EXAMPLES),
        "pieces": split(str(form["text"].value() or ""), EXAMPLES),
    }
    return render(request, "macros/macros.html", context, status=400 if form.errors else 200)
