"""What somebody can do: set by the owner, and their languages by themselves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from warmline.staff.abilities import Abilities, set_abilities
from warmline.staff.ability_forms import AbilitiesForm, LanguagesForm
from warmline.staff.models import Person
from warmline.staff.permissions import for_owner, for_staff, person_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_owner
def abilities(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=pk, is_active=True)
    form = AbilitiesForm(person, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        set_abilities(person, form.abilities)
        messages.success(request, _("Saved for {name}.").format(name=person.name))
        return redirect("staff:people")
    status = 422 if form.errors else 200
    return render(request, "staff/abilities.html", {"person": person, "form": form}, status=status)


@require_POST
@for_staff
def own_languages(request: HttpRequest) -> HttpResponse:
    """Skills and how many at once are for the owner to say."""
    person = person_of(request)
    form = LanguagesForm(request.POST)
    if form.is_valid():
        speaks = tuple(form.cleaned_data["speaks"])
        set_abilities(person, Abilities(speaks, tuple(person.skills), person.capacity))
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Please choose from the languages that are shown."))
    return redirect("staff:me")
