"""Signing in and out, choosing a password, being here or away."""

from datetime import timedelta

from allauth.account.views import LoginView, LogoutView
from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from warmline.staff import sign_ins, speaking, undoing
from warmline.staff.ability_forms import LanguagesForm
from warmline.staff.demo_logins import demo_logins
from warmline.staff.first_run import is_set_up
from warmline.staff.forms import PasswordForm, StaffLoginForm
from warmline.staff.joining import find_linked, join
from warmline.staff.models import Person
from warmline.staff.permissions import for_staff, person_of
from warmline.staff.presence import note_input, note_presence, set_away
from warmline.staff.second_step import has_second_step
from warmline.web.context import current_business

ALLAUTH_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class StaffLogin(LoginView):  # type: ignore[misc]
    template_name = "staff/login.html"
    form_class = StaffLoginForm

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not is_set_up():
            return redirect("staff:welcome")
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        next_path = self.request.POST.get("next") or self.request.GET.get("next") or ""
        return {
            **super().get_context_data(**kwargs),
            "demo_logins": demo_logins(current_business()),
            "next": next_path,
        }


class StaffLogout(LogoutView):  # type: ignore[misc]
    template_name = "staff/logout.html"


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def join_by_link(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """The page behind the link that the owner hands over: choose a password, then you are in."""
    person = find_linked(key, token)
    if person is None:
        return render(request, "staff/link_used.html", status=410)
    form = PasswordForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        join(person, form.cleaned_data["password"])
        sign_in(request, person)
        messages.success(
            request, _("Welcome, {first_name}. Your password is set.").format(first_name=person.first_name)
        )
        return redirect("/desk/")
    return render(
        request, "staff/join.html", {"form": form, "person": person}, status=422 if form.errors else 200
    )


def sign_in(request: HttpRequest, person: Person) -> None:
    """A fresh session: whatever was in this browser before is gone."""
    request.session.flush()
    login(request, person, backend=ALLAUTH_BACKEND)
    sign_ins.begin(request, person)


@for_staff
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """What is a person's own: away or here, their language, their shortcuts, signing out."""
    person = person_of(request)
    safety = {
        "has_second_step": has_second_step(person),
        "sign_ins": sign_ins.sign_ins_of(person, request),
    }
    return render(request, "staff/me.html", {**_own_choices(person), **safety})


def _own_choices(person: Person) -> dict[str, object]:
    return {
        "languages": speaking.choices(),
        "undo_choices": undoing.CHOICES,
        "owners_undo_seconds": undoing.owners_seconds(),
        "speaks_form": LanguagesForm(initial={"speaks": person.speaks}),
    }


@require_POST
@for_staff
def undo_time(request: HttpRequest) -> HttpResponse:
    try:
        undoing.choose_undo_seconds(person_of(request), request.POST.get("seconds", ""))
    except ValueError:
        return HttpResponseBadRequest()
    return redirect("staff:me")


@require_POST
@for_staff
def language(request: HttpRequest) -> HttpResponse:
    try:
        speaking.speak(person_of(request), request.POST.get("language", ""))
    except ValueError:
        return HttpResponseBadRequest()
    return redirect("staff:me")


@require_POST
@for_staff
def presence(request: HttpRequest) -> HttpResponse:
    """idle: for how many seconds nobody has touched the page."""
    note_presence(person_of(request))
    idle = request.POST.get("idle", "")
    if idle.isascii() and idle.isdecimal() and len(idle) < 10:
        note_input(person_of(request), timedelta(seconds=int(idle)))
    return HttpResponse(status=204)


@require_POST
@for_staff
def away(request: HttpRequest) -> HttpResponse:
    set_away(person_of(request), request.POST.get("away") == "yes")
    back = request.POST.get("next", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return HttpResponseRedirect(back if is_ours else "/desk/")
