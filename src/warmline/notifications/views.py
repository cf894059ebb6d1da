"""The bell: its list, what was seen, and how somebody hears about things."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from warmline.lib.mail import has_mail
from warmline.lib.time import now
from warmline.notifications.forms import WishesForm
from warmline.notifications.listing import seen_lines, unseen_lines
from warmline.notifications.models import Device, Notice
from warmline.notifications.pushing import application_key
from warmline.notifications.seeing import count_unseen, see_all, see_conversation, see_tasks, unseen
from warmline.notifications.wishes import PAGE, SOUND, hearing_of, quiet_until
from warmline.notifications.words import REASONS
from warmline.staff.models import Person
from warmline.staff.permissions import for_staff, person_of


@require_safe
@for_staff
def notices(request: HttpRequest) -> HttpResponse:
    """The page; for the bell the list alone."""
    person = person_of(request)
    latest = Notice.objects.filter(person=person).order_by("-pk").values_list("pk", flat=True).first()
    context = {"lines": unseen_lines(person), "through": latest or 0}
    if request.headers.get("HX-Request"):
        return render(request, "notifications/_list.html", context)
    return render(request, "notifications/notices.html", {**context, "seen": seen_lines(person)})


@require_safe
@for_staff
def count(request: HttpRequest) -> HttpResponse:
    """What the bell asks for when it is woken. latest: the number of the newest notice, with its words."""
    person = person_of(request)
    hearing = hearing_of(person)
    latest = unseen(person).filter(kind__in=hearing.kinds(PAGE)).first()
    told = {
        "count": count_unseen(person),
        "latest": latest.pk if latest else 0,
        "conversation": str(latest.conversation_id or "") if latest else "",
        "words": str(REASONS[latest.kind]) if latest else "",
        "sounds": bool(latest and hearing.wants(latest.kind, SOUND) and not quiet_until(hearing, now())),
    }
    return JsonResponse(told)


@require_POST
@for_staff
def seen(request: HttpRequest) -> HttpResponse:
    """conversation, tasks: before the person's eyes. through: all up to this notice."""
    person = person_of(request)
    conversation, through = request.POST.get("conversation", ""), request.POST.get("through", "")
    if conversation:
        try:
            see_conversation(person, UUID(conversation))
        except ValueError:
            return HttpResponse(status=422)
    elif request.POST.get("tasks"):
        see_tasks(person)
    elif through.isascii() and through.isdigit() and len(through) < 19:
        see_all(person, int(through))
    else:
        return HttpResponse(status=422)
    if request.headers.get("HX-Request"):
        return JsonResponse({"count": count_unseen(person)})
    return redirect("notifications:notices")


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def settings_page(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    form = WishesForm(request.POST or None, hearing=hearing_of(person))
    if request.method == "POST" and form.is_valid():
        form.save(person)
        messages.success(request, _("Kept. It holds from now on."))
        return redirect("notifications:settings")
    context = {**_around(person), "form": form}
    return render(request, "notifications/settings.html", context, status=422 if form.errors else 200)


def _around(person: Person) -> dict[str, object]:
    return {
        "devices": Device.objects.filter(person=person),
        "application_key": application_key(),
        "has_mail": has_mail(),
    }
