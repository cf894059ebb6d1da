"""Pages of the second step: what one has, adding an app or a passkey, codes from paper, and where it is asked for."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from warmline.audit.recording import record
from warmline.lib.time import now
from warmline.staff import second_step
from warmline.staff.models import Person
from warmline.staff.permissions import for_owner, for_staff, person_of
from warmline.staff.second_step_forms import (
    AppForm,
    CodeForm,
    NewPasskeyForm,
    PasskeyForm,
    PasswordAgainForm,
    RequiredFromForm,
)
from warmline.staff.session_views import LARGEST
from warmline.web.context import business_of


class AskedAtLogin(AuthenticateView):  # type: ignore[misc]
    """Between password and desk."""

    template_name = "staff/second_step_login.html"
    form_class = CodeForm
    webauthn_form_class = PasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        steps = second_step.steps_of(self.stage.login.user)
        options = json.dumps(context.get("js_data", {}).get("request_options", {}))
        return {**context, "steps": steps, "passkey_options": options}


class PasswordAgain(ReauthenticateView):  # type: ignore[misc]
    """Before anything of the second step is changed: a desk left open is not enough."""

    template_name = "staff/password_again.html"
    form_class = PasswordAgainForm


class AddApp(ActivateTOTPView):  # type: ignore[misc]
    template_name = "staff/second_step_app.html"
    form_class = AppForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = parse_qs(urlsplit(context["totp_url"]).query)["secret"][0]
        spaced = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
        return {**context, "secret": spaced}

    @transaction.atomic
    def form_valid(self, form: AppForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record("second step added", f"person {self.request.user.pk}", {"kind": "totp"})
        return response


class AddPasskey(AddWebAuthnView):  # type: ignore[misc]
    template_name = "staff/second_step_passkey.html"
    form_class = NewPasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        # allauth's view leaves out the bound form, and with it what was wrong.
        context["form"] = kwargs.get("form") or context["form"]
        return {**context, "passkey_options": json.dumps(context["js_data"]["creation_options"])}

    @transaction.atomic
    def form_valid(self, form: NewPasskeyForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record("second step added", f"person {self.request.user.pk}", {"kind": "webauthn"})
        return response


class Codes(ViewRecoveryCodesView):  # type: ignore[misc]
    template_name = "staff/second_step_codes.html"


class NewCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    template_name = "staff/second_step_new_codes.html"

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        record("recovery codes made", f"person {self.request.user.pk}")
        return response


@for_staff
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    person, business = person_of(request), business_of(request)
    context = {
        "steps": second_step.steps_of(person),
        "is_required": second_step.is_required(business, now()),
        "required_from": business.second_step_from,
        "can_passkey": can_passkey(request),
    }
    return render(request, "staff/second_step.html", context)


@for_staff
@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    raise_if_reauthentication_required(request, app="allauth.mfa")
    person = person_of(request)
    step = get_object_or_404(
        Authenticator, pk=min(pk, LARGEST), user_id=person.pk, type__in=second_step.STEPS
    )
    second_step.remove(person, step)
    messages.success(request, _("Removed. It is not asked for any more."))
    return redirect("mfa_index")


@for_owner
@require_POST
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=min(pk, LARGEST))
    if second_step.reset(person):
        text = _("The second step of {name} is off. They sign in with their password and can add a new one.")
        messages.success(request, text.format(name=person.name))
    else:
        messages.info(request, _("{name} has no second step.").format(name=person.name))
    return redirect("staff:people")


@for_owner
@require_POST
def requirement(request: HttpRequest) -> HttpResponse:
    form = RequiredFromForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please choose a day."))
        return redirect("staff:people")
    day = form.cleaned_data["day"]
    second_step.require_from(day)
    messages.success(
        request,
        _("From that day on everybody adds a second step before they go on.")
        if day
        else _("Everybody decides for themselves now."),
    )
    return redirect("staff:people")


def can_passkey(request: HttpRequest) -> bool:
    """Browsers make passkeys for names, not for numbers, and only where nobody listens in."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    is_number = host.replace(".", "").isdigit() or ":" in host
    return not is_number and (request.is_secure() or host == "localhost")
