"""The owner's page: what is promised inside the house, what was kept of it, and what was late."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from warmline.calendar.opening import week
from warmline.conversations.models import Priority
from warmline.conversations.targets import targets
from warmline.lib.time import now
from warmline.service.figures import BREACHES_DAYS, Share, breaches, shares
from warmline.service.forms import TargetsForm
from warmline.service.wording import say_bounds, say_targets
from warmline.staff.permissions import for_owner, person_of
from warmline.web.context import current_business


@require_http_methods(["GET", "HEAD", "POST"])
@for_owner
def service(request: HttpRequest) -> HttpResponse:
    form = TargetsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        form.save(by=person_of(request).name)
        messages.success(request, _("Saved. It holds for whoever begins to wait from now on."))
        return redirect("service:service")
    with override(current_business().timezone):
        return render(request, "service/service.html", _context(form), status=422 if form.errors else 200)


def _context(form: TargetsForm) -> dict[str, Any]:
    at = now()
    by_days = [shares(at, days) for days in (7, 30)]
    return {
        "form": form,
        "sentences": say_targets(targets(), has_hours=bool(week())),
        "kept": [
            (_(str(Priority(priority).label)), [_shown(found.get(priority)) for found in by_days])
            for priority in targets()
        ],
        "has_figures": any(by_days),
        "breaches": breaches(at),
        "breaches_days": BREACHES_DAYS,
    }


def _shown(share: Share | None) -> dict[str, Any]:
    if share is None:
        return {"share": None}
    return {"share": f"{share.kept / share.total:.0%}".replace("%", " %"), "words": say_bounds(share)}
