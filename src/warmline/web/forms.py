"""What does the owner say about the business?"""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from warmline.web.choices import CURRENCIES, LANGUAGES, timezones
from warmline.web.color import is_color
from warmline.web.logo import keep_logo
from warmline.web.models import Business
from warmline.web.pictures import LARGEST_BYTES, BadPicture, Picture, read_picture

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Business]
else:
    _ModelForm = forms.ModelForm  # generic only for the type checker


class FirstBusinessForm(_ModelForm):
    """What an installation needs before its first conversation."""

    timezone = forms.ChoiceField(
        label=_("Time zone"), choices=timezones, help_text=_("Opening hours are in this time.")
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)

    class Meta:
        model = Business
        fields: ClassVar[list[str]] = ["name", "timezone", "language", "currency", "bot_name"]
        labels: ClassVar[dict[str, Any]] = {
            "name": _("Name of the business"),
            "bot_name": _("Name of the automatic assistant"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "bot_name": _("It always says that it is automatic, whatever its name."),
        }
        error_messages: ClassVar[dict[str, dict[str, Any]]] = {
            "name": {"required": _("What is your business called?")},
            "bot_name": {"required": _("How shall the assistant be called?")},
        }


class BusinessForm(FirstBusinessForm):
    picture = forms.FileField(
        label=_("Your logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text=format_lazy(
            _("A PNG or JPEG of at most {most} kB. Square looks best."), most=LARGEST_BYTES // 1000
        ),
    )
    without_logo = forms.BooleanField(label=_("Show no logo of ours"), required=False)

    class Meta(FirstBusinessForm.Meta):
        fields: ClassVar[list[str]] = [
            "name",
            "slogan",
            "about",
            "email",
            "phone",
            "address",
            "timezone",
            "language",
            "currency",
            "bot_name",
            "greeting",
            "tone",
            "brand_color",
        ]
        labels: ClassVar[dict[str, Any]] = {
            **FirstBusinessForm.Meta.labels,
            "slogan": _("One line about it"),
            "about": _("A few sentences about it"),
            "email": _("E-mail address for customers"),
            "phone": _("Telephone"),
            "address": _("Address"),
            "greeting": _("Greeting in the chat"),
            "tone": _("Tone"),
            "brand_color": _("Your colour"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            **FirstBusinessForm.Meta.help_texts,
            "slogan": _("Shown under the name in the help centre."),
            "greeting": _("Comes after the line that says an automatic assistant answers first."),
            "tone": _("The assistant and our notices speak so. What you write yourself stays as it is."),
            "brand_color": _("For buttons, links and the chat. Shades that cannot be read are changed."),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "about": forms.Textarea(attrs={"rows": 4}),
            "greeting": forms.Textarea(attrs={"rows": 3}),
            "tone": forms.RadioSelect(attrs={"data-tone-choice": ""}),
            "brand_color": forms.TextInput(attrs={"type": "color", "data-brand": ""}),
        }
        error_messages: ClassVar[dict[str, dict[str, Any]]] = {
            **FirstBusinessForm.Meta.error_messages,
            "email": {"invalid": _("This does not look like an e-mail address.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tone"].required = not self.is_bound or self.add_prefix("tone") in self.data

    def clean_tone(self) -> str:
        """Whoever does not say keeps what is."""
        return self.cleaned_data["tone"] or self.instance.tone or Business.Tone.NEUTRAL

    def clean_brand_color(self) -> str:
        color: str = self.cleaned_data["brand_color"].strip().lower()
        if not is_color(color):
            raise ValidationError(_("Please write the colour as # and six digits, such as #b4532a."))
        return color

    def clean_picture(self) -> Picture | None:
        upload = self.cleaned_data["picture"]
        if not upload:
            return None
        try:
            return read_picture(upload.read(LARGEST_BYTES + 1))
        except BadPicture as bad:
            raise ValidationError(str(bad)) from None

    def save(self, commit: bool = True) -> Business:
        picture = self.cleaned_data["picture"]
        if picture or self.cleaned_data["without_logo"]:
            self.instance.logo = keep_logo(picture)
        return super().save(commit)
