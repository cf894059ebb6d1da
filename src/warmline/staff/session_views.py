"""Signing oneself out elsewhere."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from warmline.staff import sign_ins
from warmline.staff.permissions import for_staff, person_of

#: Rows have numbers up to here; a larger one is no row's.
LARGEST = 2**63 - 1


@require_POST
@for_staff
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Everywhere but here."""
    ended = sign_ins.end_others(person_of(request), request.session.session_key or "")
    text = _("You are signed in here alone now.") if ended else _("You were signed in nowhere else.")
    messages.success(request, text)
    return redirect("staff:me")


@require_POST
@for_staff
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    sign_ins.end_one(person_of(request), min(pk, LARGEST))
    return redirect("staff:me")
