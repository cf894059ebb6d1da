"""What does a person say about a view of the inbox?"""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from warmline.conversations.models import Conversation, Holder, Priority
from warmline.desk.models import View
from warmline.labels.models import Label

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[View]
else:
    _ModelForm = forms.ModelForm  # generic only for the type checker

#: Longer nobody waits here (chosen by us: a month).
MOST_MINUTES = 43_200
MOST_VALUES = 50


class ViewForm(_ModelForm):
    holders = forms.MultipleChoiceField(
        label=_("Where they stand"),
        choices=[(value, _(label)) for value, label in Holder.choices],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None of them: all that are not closed."),
    )
    priority = forms.TypedChoiceField(
        label=_("Priority at least"),
        choices=[(value, _(label)) for value, label in Priority.choices],
        coerce=int,
        required=False,
        empty_value="0",
    )
    waiting_minutes = forms.IntegerField(
        label=_("Waiting longer than (minutes)"),
        min_value=0,
        max_value=MOST_MINUTES,
        required=False,
        help_text=_("Empty: however long."),
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)

    class Meta:
        model = View
        fields: ClassVar[list[str]] = [
            "name",
            "holders",
            "assignee",
            "priority",
            "waiting_minutes",
            "language",
            "channel",
            "label",
            "is_upset",
            "is_shared",
        ]
        labels: ClassVar[dict[str, Any]] = {
            "name": _("Name"),
            "assignee": _("With whom"),
            "is_upset": _("Only customers who are upset"),
            "is_shared": _("Everybody here sees this view"),
        }
        error_messages: ClassVar[dict[str, dict[str, Any]]] = {
            "name": {"required": _("How shall the view be called?")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("language", "channel"):
            self.fields[name] = forms.ChoiceField(
                label=_(name.capitalize()),
                required=False,
                choices=_choices(name, getattr(self.instance, name)),
            )

        offered = Label.objects.filter(Q(archived_at=None) | Q(pk=self.instance.label_id))
        self.fields["label"] = forms.ModelChoiceField(
            offered, label=_("Label"), required=False, empty_label=_("Any or none")
        )

    def clean_priority(self) -> int:
        return int(self.cleaned_data["priority"])

    def clean_waiting_minutes(self) -> int:
        return self.cleaned_data["waiting_minutes"] or 0


def _choices(name: str, chosen: str) -> list[tuple[str, str]]:
    """What conversations have, and what was chosen before."""
    values = Conversation.objects.order_by(name).values_list(name, flat=True).distinct()[:MOST_VALUES]
    return [("", _("Any")), *((value, value) for value in sorted({*values, chosen} - {""}))]
