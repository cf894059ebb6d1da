"""What does the owner see of how sure the bot is, and what can be set right here?"""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from warmline.learning import teaching, versions
from warmline.learning.charts import FRAME, coverage, reliability, shares
from warmline.learning.differing import find_difference
from warmline.learning.effort import find_effort
from warmline.learning.errors import NoSuchVersion
from warmline.learning.listing import examples, examples_page, versions_page
from warmline.learning.models import Example, Version
from warmline.learning.wording import FEW, calibrated, careful_words, first_guess, promise_of, wrong_in_100
from warmline.staff.permissions import for_owner, person_of
from warmline.web.context import current_business
from warmline.web.options import BadValue, all_options, change, value_of

PROMISE = "decisions.most_wrong_percent"
#: Among so many of the latest versions two are picked; older ones by their address.
MOST_TO_COMPARE = 50
_LONGEST_NUMBER = 9


@for_owner
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return _show(request)


@for_owner
@require_POST
def promise(request: HttpRequest) -> HttpResponse:
    """Sets how many automatic answers may be wrong, and has the bot measured for it."""
    by, typed = person_of(request).name, request.POST.get("most_wrong", "")[:20]
    try:
        change(PROMISE, typed, by)
    except BadValue as error:
        return _show(request, {"typed": typed, "error": str(error)}, status=422)
    versions.remeasure(by)
    messages.success(request, _("Saved. The bot is being measured for it: look again in a minute."))
    return redirect("learning:home")


@for_owner
@require_POST
def measurement(request: HttpRequest) -> HttpResponse:
    versions.remeasure(person_of(request).name)
    messages.success(request, _("The bot is being measured: look again in a minute."))
    return redirect("learning:home")


@for_owner
@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Two versions side by side."""
    typed = [request.GET.get(name, "")[:_LONGEST_NUMBER] for name in ("one", "other")]
    one, other = (int(number) if number.isascii() and number.isdigit() else 0 for number in typed)
    difference = find_difference(one, other)
    if difference is None:
        messages.info(request, _("Please pick two different versions."))
        return redirect("learning:home")
    with override(current_business().timezone):
        return render(request, "learning/comparison.html", {"difference": difference})


@for_owner
@require_POST
def restoration(request: HttpRequest, number: int) -> HttpResponse:
    get_object_or_404(Version, number=number)
    try:
        restored = versions.restore(number, person_of(request).name)
    except NoSuchVersion:
        messages.error(request, _("This version cannot be used again; nothing was changed."))
    else:
        messages.success(
            request,
            _("The bot answers as in version {number} again. It is version {number2} now.").format(
                number=number, number2=restored.number
            ),
        )
    return redirect("learning:home")


@for_owner
@require_POST
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    example = get_object_or_404(Example, pk=pk)
    if example.state == Example.State.WITHDRAWN:
        messages.info(request, _("It was taken back before; nothing was changed now."))
    else:
        teaching.withdraw(example, person_of(request).name)
        messages.success(request, _("Taken back. The bot does not learn from it."))
    return redirect("learning:home")


@for_owner
@require_POST
def acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    example = get_object_or_404(Example, pk=pk)
    if example.state not in (Example.State.FLAGGED, Example.State.REFUSED):
        messages.info(request, _("It was looked at before; nothing was changed now."))
    else:
        teaching.accept(example, person_of(request).name)
        messages.success(request, _("Thank you. The bot tries to learn it now."))
    return redirect("learning:home")


def _show(request: HttpRequest, form: Mapping[str, str] | None = None, status: int = 200) -> HttpResponse:
    live, learned = versions.find_live(), request.GET.get("show") == "learned"
    version_page, rows = versions_page(request.GET.get("versions"))
    context = {
        "live": live,
        "form": {**_form(live), **(form or {})},
        "version_page": version_page,
        "rows": rows,
        "test": next((row.test for row in rows if row.test), ""),
        "learned": learned,
        "examples": examples_page(request.GET.get("page"), learned=learned),
        "counts": {
            "open": examples(learned=False).count(),
            "learned": examples(learned=True).count(),
        },
        "careful": careful_words(value_of("decisions.answer_at"), value_of("decisions.careful_at")),
        "effort": find_effort(),
        "latest": Version.objects.values_list("number", flat=True)[:MOST_TO_COMPARE],
        **(_figures(live.report) if live else {}),
    }
    with override(current_business().timezone):
        return render(request, "learning/home.html", context, status=status)


def _form(live: Version | None) -> dict[str, Any]:
    """pending: what the figures were measured for, when that is not what the owner wants now."""
    option, wanted = all_options()[PROMISE], value_of(PROMISE)
    measured = wrong_in_100(live.report) if live else None
    return {
        "typed": wanted,
        "pending": measured if measured != f"{wanted:g}" else None,
        "low": int(option.low),
        "high": int(option.high),
    }


def _figures(report: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "promise": promise_of(report),
        "first_guess": first_guess(report),
        "needed": FEW,
        "coverage": coverage(report),
        "reliability": reliability(report),
        "calibrated": calibrated(report),
        "slices": shares(report),
        "frame": FRAME,
    }
