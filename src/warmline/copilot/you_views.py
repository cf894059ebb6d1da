"""What does one person set for their own copilot? Their sign-off, and whether their tone is checked."""

from typing import Any

from django import forms
from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from warmline.copilot.counting import DAYS, count_choices, say_spending
from warmline.copilot.models import Preference
from warmline.staff.permissions import for_staff, person_of


class YouForm(forms.Form):
    sign_off = forms.CharField(
        label=_("Your sign-off"),
        max_length=200,
        required=False,
        help_text=_("Stands under each suggestion, such as “Warm regards, Ines”. Empty for none."),
    )
    checks_tone = forms.BooleanField(
        label=_("Look for words that may hurt while I write"),
        required=False,
        help_text=_("Proposes other words and never stops you."),
    )


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def you(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    kept = Preference.objects.filter(person=person).first() or Preference(person=person)
    form = YouForm(request.POST or None, initial=model_to_dict(kept, ["sign_off", "checks_tone"]))
    if request.method == "POST" and form.is_valid():
        Preference.objects.update_or_create(person=person, defaults=form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("copilot:you")
    return render(request, "copilot/you.html", {"form": form, **_figures()})


def _figures() -> dict[str, Any]:
    return {"counts": count_choices().rows, "days": DAYS, "spending": say_spending()}
