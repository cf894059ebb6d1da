"""What do staff type about accounts?"""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from warmline.staff.models import Person
from warmline.staff.passwords import RULES, check_password

_EMAIL = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}


class StaffLoginForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].error_messages["required"] = _("Please enter your e-mail address.")
        self.fields["password"].error_messages["required"] = _("Please enter your password.")
        self.fields["remember"].label = _("Keep me signed in on this computer")
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)


class InviteForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=80, error_messages={"required": _("What is their name?")}
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs=_EMAIL),
        error_messages={
            "required": _("They sign in with it."),
            "invalid": _("This does not look like an e-mail address."),
        },
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Person.Role.choices,
        help_text=_("Agents answer customers. Owners also set the rules and invite people."),
    )


class PasswordForm(forms.Form):
    """Needs `person`, whose name the password must not repeat."""

    password = forms.CharField(
        label=_("Your password"),
        max_length=200,
        strip=False,
        help_text=RULES,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Please choose a password.")},
    )

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if self.person:
            check_password(password, self.person)
        return password


class OwnerForm(forms.Form):
    """The first person of an installation."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        help_text=_("Customers see it when you answer."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please enter your name.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("You sign in with it."),
        widget=forms.EmailInput(attrs={**_EMAIL, "autocomplete": "username"}),
        error_messages={
            "required": _("Please enter your e-mail address."),
            "invalid": _("This does not look like an e-mail address."),
        },
    )
    password = forms.CharField(
        label=_("Your password"),
        max_length=200,
        strip=False,
        help_text=RULES,
        # Shown again after an error elsewhere, as everything else that was typed; the page is never cached.
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=True),
        error_messages={"required": _("Please choose a password.")},
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "password" in data:
            owner = Person(name=data.get("name", ""), email=data.get("email", ""))
            try:
                check_password(data["password"], owner)
            except ValidationError as error:
                self.add_error("password", error)
        return data
