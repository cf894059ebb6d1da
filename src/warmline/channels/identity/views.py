"""The owner's page: keys with which the business's own site proves who its customers are."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from warmline.channels.identity import keys
from warmline.channels.models import IdentityKey
from warmline.staff.permissions import for_owner

#: Rows have numbers up to here; a larger one is no row's.
LARGEST = 2**63 - 1


@for_owner
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    return _page(request)


@for_owner
@require_POST
def making(request: HttpRequest) -> HttpResponse:
    """Not a redirect: the secret is shown once and stands nowhere else."""
    try:
        key, secret = keys.make()
    except keys.TooManyKeys:
        messages.error(request, _("Two keys are in use already. Retire the older one first."))
        return redirect("channels:identity")
    return _page(request, key, secret)


@for_owner
@require_POST
def retirement(request: HttpRequest, pk: int) -> HttpResponse:
    if keys.retire(min(pk, LARGEST)):
        messages.success(request, _("Retired. What is signed with it counts no more."))
    return redirect("channels:identity")


def _page(request: HttpRequest, made: IdentityKey | None = None, secret: str = "") -> HttpResponse:
    valid = list(IdentityKey.objects.filter(retired_at=None))
    context = {"keys": valid, "may_make": len(valid) < keys.MOST, "made": made, "secret": secret}
    return render(request, "channels/identity.html", context)
