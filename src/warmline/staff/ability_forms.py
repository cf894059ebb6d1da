"""What is typed about languages, skills and how many conversations somebody takes at once?"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from warmline.staff.abilities import (
    LONGEST_SKILL,
    MOST_AT_ONCE,
    MOST_SKILLS,
    Abilities,
    known_skills,
    tidy_skills,
)
from warmline.staff.models import Person
from warmline.staff.spoken import LANGUAGES


class LanguagesForm(forms.Form):
    speaks = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        choices=LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("In which customers can be answered well. Without any: that of the business."),
    )


class AbilitiesForm(LanguagesForm):
    skills = forms.CharField(
        label=gettext_lazy("Knows about"),
        required=False,
        max_length=MOST_SKILLS * (LONGEST_SKILL + 2),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Your own short words, with commas, such as: wedding cakes, billing."),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Conversations at once"),
        min_value=1,
        max_value=MOST_AT_ONCE,
        help_text=gettext_lazy("No more are given to them; they can always take one themselves."),
    )

    def __init__(self, person: Person, data: Any = None) -> None:
        now = {
            "speaks": person.speaks,
            "skills": ", ".join(person.skills),
            "capacity": person.capacity,
        }
        super().__init__(data, initial=now)
        wrong = _("Please enter a number from 1 to {most}.").format(most=MOST_AT_ONCE)
        kinds = ("required", "invalid", "min_value", "max_value")
        self.fields["capacity"].error_messages.update(dict.fromkeys(kinds, wrong))

    def clean_skills(self) -> tuple[str, ...]:
        skills = tidy_skills(self.cleaned_data["skills"].split(","))
        if len(skills) > MOST_SKILLS:
            raise ValidationError(_("At most {most} of them, please.").format(most=MOST_SKILLS))
        if any(len(skill) > LONGEST_SKILL for skill in skills):
            raise ValidationError(_("At most {most} letters each, please.").format(most=LONGEST_SKILL))
        return skills

    @property
    def abilities(self) -> Abilities:
        data = self.cleaned_data
        return Abilities(tuple(data["speaks"]), data["skills"], data["capacity"])

    def others(self) -> tuple[str, ...]:
        """Words that are in use already."""
        return known_skills()
