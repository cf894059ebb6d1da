"""A browser asks to be told, is tried, and is forgotten."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from warmline.notifications.devices import BadDevice, add_device, remove_device
from warmline.notifications.models import Device
from warmline.notifications.pushing import PushFailed, push
from warmline.staff.permissions import for_staff, person_of


@require_POST
@for_staff
def devices(request: HttpRequest) -> HttpResponse:
    """What the browser's subscription says, after the person pressed the button."""
    asked = request.POST
    try:
        device = add_device(
            person_of(request),
            asked.get("endpoint", ""),
            asked.get("public", ""),
            asked.get("secret", ""),
            request.headers.get("User-Agent", ""),
        )
    except BadDevice as error:
        return JsonResponse({"problem": str(error)}, status=422)
    return JsonResponse({"device": device.pk, "name": device.name}, status=201)


@require_POST
@for_staff
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    device = get_object_or_404(Device, pk=pk, person=person_of(request))
    words, is_well = _try(device)
    if request.headers.get("HX-Request"):
        return JsonResponse({"words": words}, status=200 if is_well else 502)
    (messages.success if is_well else messages.error)(request, words)
    return redirect("notifications:settings")


def _try(device: Device) -> tuple[str, bool]:
    note = {
        "title": _("This is how it looks"),
        "text": _("You will hear from us here."),
        "path": "/notifications/settings/",
        "tag": "trial",
    }
    try:
        is_taken = push(device, note)
    except PushFailed:
        return _("Its push service does not answer just now. Please try again in a while."), False
    if not is_taken:
        return _("That device cannot be reached any more, so it is off the list. Add it again there."), False
    return _("Sent. It should be there in a moment."), True


@require_POST
@for_staff
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    if remove_device(person_of(request), pk):
        messages.success(request, _("That device hears nothing more."))
    return redirect("notifications:settings")
