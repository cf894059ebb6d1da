"""How does somebody want to hear about things? A box for each reason and way, quiet hours, mails."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from warmline.notifications.models import Kind, Wishes
from warmline.notifications.wishes import MAIL, PAGE, PUSH, SOUND, WAYS, Hearing
from warmline.staff.models import Person

WAY_WORDS: Final = {PAGE: _("In the page"), SOUND: _("Sound"), PUSH: _("My devices"), MAIL: _("Mail")}
_TIME: Final = {"type": "time"}
BAD_TIME: Final = _("Please write a time such as 22:00.")


@dataclass(frozen=True)
class Row:
    kind: str
    words: str
    boxes: list[tuple[str, BoundField]]


class WishesForm(forms.Form):
    mail = forms.ChoiceField(
        label=_("One mail that gathers what waits while I am away"),
        choices=Wishes.Mail.choices,
        widget=forms.RadioSelect,
    )
    quiet_from = forms.TimeField(
        label=_("Quiet from"),
        required=False,
        widget=forms.TimeInput(attrs=_TIME, format="%H:%M"),
        error_messages={"invalid": BAD_TIME},
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"),
        required=False,
        widget=forms.TimeInput(attrs=_TIME, format="%H:%M"),
        error_messages={"invalid": BAD_TIME},
    )
    shows_words = forms.BooleanField(
        label=_("Show names and words on lock screens and in mails"),
        required=False,
        help_text=_("Off is safer: whoever sees your phone or your mailbox learns nothing of customers."),
    )

    def __init__(self, *args: Any, hearing: Hearing, **kwargs: Any) -> None:
        initial = {
            "mail": hearing.mail,
            "shows_words": hearing.shows_words,
            "quiet_from": hearing.quiet[0] if hearing.quiet else None,
            "quiet_until": hearing.quiet[1] if hearing.quiet else None,
        }
        super().__init__(*args, **{**kwargs, "initial": initial})
        for kind, words in Kind.choices:
            for way in WAYS:
                label = f"{words}: {WAY_WORDS[way]}"
                is_on = hearing.wants(kind, way)
                self.fields[f"{kind}-{way}"] = forms.BooleanField(label=label, required=False, initial=is_on)

    def rows(self) -> Iterator[Row]:
        for kind, words in Kind.choices:
            yield Row(kind, str(words), [(str(WAY_WORDS[way]), self[f"{kind}-{way}"]) for way in WAYS])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        begins, ends = given.get("quiet_from"), given.get("quiet_until")
        if not self.errors and (begins is None) != (ends is None):
            raise ValidationError(_("Quiet hours need a beginning and an end. Leave both empty for none."))
        if begins is not None and begins == ends:
            raise ValidationError(
                _("Quiet hours that end when they begin would never end. Leave both empty for none.")
            )
        return given

    def save(self, person: Person) -> None:
        given = self.cleaned_data
        ways = {kind: [way for way in WAYS if given[f"{kind}-{way}"]] for kind in Kind.values}
        values = {name: given[name] for name in ("mail", "quiet_from", "quiet_until", "shows_words")}
        Wishes.objects.update_or_create(person=person, defaults={"ways": ways, **values})
