"""What does a person fill in for a task: what, who, and until when in words?"""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from warmline.calendar.opening import holidays, week
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.tasks.deadlines import LONGEST_TEXT, Calendar, Understood
from warmline.tasks.making import LONGEST
from warmline.tasks.understanding import understand
from warmline.web.context import current_business

ANYBODY: Final = "anybody"


def current_calendar() -> Calendar:
    return Calendar(now(), current_business().timezone, tuple(week()), holidays())


class TaskForm(forms.Form):
    """assignee: ANYBODY for whoever comes first. kept: the deadline that stands there already, which may be over."""

    text = forms.CharField(
        label=_("What is to be done?"),
        max_length=LONGEST,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "placeholder": _("Call about the wedding cake"),
                "data-wl": "task-text",
            }
        ),
    )
    due = forms.CharField(
        label=_("Until when?"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "placeholder": _("tomorrow 3 pm, Friday, in 2 hours, 24 Dec"),
                "aria-describedby": "deadline-said",
                "hx-get": "/tasks/deadline",
                "hx-trigger": "input changed delay:200ms",
                "hx-target": "#deadline-said",
                "hx-sync": "this:replace",
                "data-wl": "task-due",
            }
        ),
    )
    assignee = forms.ChoiceField(label=_("Who does it?"), widget=forms.Select(attrs={"data-wl": "task-who"}))

    def __init__(self, data: Any, person: Person, *, kept: datetime | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        others = Person.objects.filter(is_active=True).exclude(pk=person.pk).order_by("name", "pk")
        choice = self.fields["assignee"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 (for the type checker)
        choice.choices = [
            (str(person.pk), _("I do")),
            (ANYBODY, _("Whoever comes first")),
            *((str(each.pk), each.name) for each in others),
        ]
        self.kept = kept
        self.understood = Understood()

    def clean_due(self) -> datetime | None:
        if self.kept and self.cleaned_data["due"] == self.initial.get("due"):
            return self.kept
        self.understood = understand(self.cleaned_data["due"], current_calendar())
        if self.understood.trouble:
            raise ValidationError(self.understood.trouble)
        return self.understood.at

    def clean_assignee(self) -> Person | None:
        pk = self.cleaned_data["assignee"]
        return Person.objects.get(pk=pk) if pk != ANYBODY else None
