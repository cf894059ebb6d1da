"""Who may have an account? Whoever the owner invites: nobody signs up by themselves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from warmline.audit.recording import record
from warmline.staff import sign_ins
from warmline.staff.models import Person


class StaffAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        # The same words whether the address or the password is wrong: nobody learns who works here.
        "email_password_mismatch": _(
            "This e-mail address and password do not belong together. Check both; if it still fails, "
            "the owner can give you a new link."
        ),
        "too_many_login_attempts": _("That was too many attempts. Please wait five minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        messages.error(
            request, _("This account is switched off. Ask the owner of the business to switch it on.")
        )
        return redirect("account_login")

    def login(self, request: HttpRequest, user: Person) -> None:
        super().login(request, user)
        sign_ins.begin(request, user)

    def logout(self, request: HttpRequest) -> None:
        record("logout")
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """What was typed is not kept: people type passwords into the wrong field."""
        email = str(credentials.get("email", "")).replace("\0", "")[:254]
        person = Person.objects.filter(email__iexact=email).first()
        record("login failed", f"person {person.pk}" if person else "nobody here")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Always by the password."""
        if not isinstance(user, Person):
            return []
        return [{"id": "reauthenticate", "description": "", "url": reverse("account_reauthenticate")}]

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Signing in and out shows in the page itself; no further note."""
