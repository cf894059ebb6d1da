"""What may staff change about a customer?"""

from django import forms

from warmline.customers.finding import tidy_name
from warmline.customers.models import Customer

LONGEST_NOTE = 4000


class CustomerForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    phone = forms.RegexField(
        r"^\+?[0-9 ()./-]{4,40}$",
        required=False,
        strip=True,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        error_messages={"invalid": "A phone number has digits, spaces and at most a + in front."},
    )
    note = forms.CharField(
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Seen by staff only. Write what a colleague should know before answering.",
    )

    class Meta:
        model = Customer
        fields = ("name", "phone", "prefers", "note")
        labels = {"prefers": "Would rather have"}

    def clean_name(self) -> str:
        return tidy_name(self.cleaned_data["name"])
