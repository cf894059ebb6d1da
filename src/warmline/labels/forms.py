"""What do staff say about a label on its page?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from warmline.labels.models import LONGEST_NAME, Label


class LabelForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("How shall the label be called?")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    hue = forms.TypedChoiceField(
        label=_("Colour"), choices=Label.Hue.choices, coerce=int, widget=forms.RadioSelect
    )
