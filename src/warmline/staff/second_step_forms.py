"""What is typed or sent as a second step?"""

from datetime import date
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from warmline.audit.recording import record

#: What a made-up answer of a passkey raises in the library that reads it.
UNREADABLE = (TypeError, ValueError, KeyError, AttributeError, IndexError, AssertionError)
_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "40", "spellcheck": "false"}


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """Of the app or from paper; each failure is written down."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("The six digits that your app shows now, or one of your recovery codes."),
        widget=forms.TextInput(attrs={**_CODE, "autofocus": True}),
        error_messages={"required": _("Please enter the code.")},
    )

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()
        except ValidationError:
            record("second step failed", f"person {self.user.pk}", {"kind": "code"})
            raise
        return code

    def save(self) -> None:
        super().save()
        if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            record("recovery code used", f"person {self.user.pk}")


class PasskeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except ValidationError:
            record("second step failed", f"person {self.user.pk}", {"kind": "passkey"})
            raise
        except UNREADABLE as error:
            raise get_adapter().validation_error("incorrect_code") from error


class AppForm(ActivateTOTPForm):  # type: ignore[misc]
    code = forms.CharField(
        label=_("Code shown by the app"),
        max_length=40,
        widget=forms.TextInput(attrs=_CODE),
        error_messages={"required": _("Please enter the code.")},
    )


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        required=False,
        help_text=_("So that you know it again, such as “My telephone”."),
    )

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except UNREADABLE as error:
            raise get_adapter().validation_error("incorrect_code") from error
        return cleaned


class PasswordAgainForm(forms.Form):
    """Needs `user`."""

    password = forms.CharField(
        label=_("Your password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": _("Please enter your password.")},
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            record("login failed", f"person {self.user.pk}", {"at": "password again"})
            raise ValidationError(_("This is not your password. Please try again."))
        return password


class RequiredFromForm(forms.Form):
    day = forms.DateField(
        label=_("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty: everybody decides for themselves."),
        error_messages={"invalid": _("Please choose a day.")},
    )

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        return day
