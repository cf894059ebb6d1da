"""What does a person say about a macro?"""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from warmline.labels.models import Label
from warmline.macros.models import Macro
from warmline.staff.models import Person

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Macro]
else:
    _ModelForm = forms.ModelForm  # generic only for the type checker


class MacroForm(_ModelForm):
    class Meta:
        model = Macro
        fields: ClassVar[list[str]] = ["name", "text", "label", "then", "colleague", "is_shared"]
        labels: ClassVar[dict[str, Any]] = {
            "name": _("Name"),
            "text": _("Text"),
            "label": _("Put this label on"),
            "then": _("Then"),
            "colleague": _("Which colleague"),
            "is_shared": _("Everybody here may use it"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "name": _("What you will type after the slash, such as “sorry late”."),
            "then": _("Done once the reply is sent."),
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "text": forms.Textarea(attrs={"rows": 6, "data-previews": ""}),
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
        }
        error_messages: ClassVar[dict[str, dict[str, Any]]] = {
            "name": {"required": _("How shall the macro be called?")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.instance
        labels = Label.objects.filter(Q(archived_at=None) | Q(pk=kept.label_id), merged_into=None)
        people = Person.objects.filter(Q(is_active=True) | Q(pk=kept.colleague_id)).order_by("name", "pk")
        for name, offered in (("label", labels), ("colleague", people)):
            self.fields[name].queryset = offered  # type: ignore[attr-defined]
            self.fields[name].empty_label = _("None")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("then") != Macro.Then.ASSIGN:
            said["colleague"] = None
        elif not said.get("colleague"):
            self.add_error("colleague", _("To whom shall it be handed?"))
        if not self.errors and not (said["text"] or said["label"] or said["then"]):
            self.add_error("text", _("Please write a text, or choose what shall be done."))
        return said
