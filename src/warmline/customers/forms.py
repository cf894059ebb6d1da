"""What may staff change about a customer?"""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from warmline.customers.finding import tidy_name
from warmline.customers.models import Customer
from warmline.staff.models import Person

LONGEST_NOTE = 4000


class CustomerForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    phone = forms.RegexField(
        r"^\+?[0-9 ()./-]{4,40}$",
        label=_("Phone"),
        required=False,
        strip=True,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        error_messages={"invalid": _("A phone number has digits, spaces and at most a + in front.")},
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Seen by staff only. Write what a colleague should know before answering."),
    )

    address = forms.CharField(label=_("Address"), required=False, max_length=300)
    language = forms.ChoiceField(
        label=_("Language"), required=False, help_text=_("What we say ourselves is said in it.")
    )

    class Meta:
        model = Customer
        fields = ("name", "phone", "address", "language", "prefers", "reach", "dedicated", "note")
        labels = {
            "name": _("Name"),
            "note": _("Note"),
            "prefers": _("Would rather have"),
            "reach": _("Would rather be reached"),
            "dedicated": _("Always with"),
        }
        help_texts = {"dedicated": _("Where conversations are given to people, this one gets them first.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [("", _("Not said")), *settings.LANGUAGES]
        # One that we do not speak stays until somebody changes it.
        other = self.instance.language
        is_other = other not in {code for code, _ in known}
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)  # noqa: S101 (for the type checker)
        language.choices = [*known, (other, other)] if is_other else known

        dedicated = self.fields["dedicated"]
        assert isinstance(dedicated, forms.ModelChoiceField)  # noqa: S101 (for the type checker)
        # Somebody who left stays until another is chosen.
        chosen = Q(is_active=True) | Q(pk=self.instance.dedicated_id)
        dedicated.queryset = Person.objects.filter(chosen).order_by("name", "pk")
        dedicated.empty_label = _("Nobody in particular")

    def clean_address(self) -> str:
        return " ".join(self.cleaned_data["address"].split())

    def clean_name(self) -> str:
        return tidy_name(self.cleaned_data["name"])
