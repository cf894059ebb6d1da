"""The owner's page of routing, and what somebody has in hand on their own page."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from warmline.jobs.announcing import announce
from warmline.lib.time import now
from warmline.routing.models import SkillRule
from warmline.routing.people import candidates
from warmline.routing.rules import RuleRefused, add_rule, matters, remove_rule, rules_in_words
from warmline.staff.abilities import known_skills
from warmline.staff.permissions import for_owner, for_staff, person_of
from warmline.web.options import BadValue, change, value_of


@require_http_methods(["GET", "HEAD", "POST"])
@for_owner
def routing(request: HttpRequest) -> HttpResponse:
    """The mode, and how long somebody has to open what they were given."""
    if request.method != "POST":
        return _page(request)
    by = person_of(request).name
    try:
        with transaction.atomic():
            change("routing.open_minutes", request.POST.get("minutes", ""), by)
            change("routing.is_automatic", request.POST.get("mode") == "best", by)
            announce("queue to route", lock="routing")
    except BadValue as error:
        return _page(request, minutes=request.POST.get("minutes", ""), wrong=str(error))
    messages.success(request, _("Saved. It holds from the next customer on."))
    return redirect("routing:routing")


@require_POST
@for_owner
def rules(request: HttpRequest) -> HttpResponse:
    about, skill = (request.POST.get(name, "").replace("\0", "") for name in ("about", "skill"))
    try:
        add_rule(about, skill)
    except RuleRefused as error:
        return _page(request, about=about, skill=skill, wrong_rule=error.text)
    return redirect("routing:routing")


@require_POST
@for_owner
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    remove_rule(get_object_or_404(SkillRule, pk=pk))
    messages.success(request, _("Removed. It is for everybody again."))
    return redirect("routing:routing")


@require_safe
@for_staff
def mine(request: HttpRequest) -> HttpResponse:
    """What this person has in hand; nobody else is shown these numbers."""
    me = next((each for each in candidates(now()) if each.id == person_of(request).pk), None)
    return render(request, "routing/_mine.html", {"me": me})


def _page(request: HttpRequest, **typed: str) -> HttpResponse:
    context: dict[str, Any] = {
        "is_automatic": value_of("routing.is_automatic"),
        "minutes": value_of("routing.open_minutes"),
        "people": candidates(now()),
        "matters": matters(),
        "rules": rules_in_words(),
        "skills": known_skills(),
        **typed,
    }
    is_wrong = "wrong" in typed or "wrong_rule" in typed
    return render(request, "routing/routing.html", context, status=422 if is_wrong else 200)
