"""What do staff say about a label on its page?"""

from django import forms

from warmline.labels.models import LONGEST_NAME, Label


class LabelForm(forms.Form):
    name = forms.CharField(
        label="Name",
        max_length=LONGEST_NAME,
        error_messages={"required": "How shall the label be called?"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    hue = forms.TypedChoiceField(
        label="Colour", choices=Label.Hue.choices, coerce=int, widget=forms.RadioSelect
    )
