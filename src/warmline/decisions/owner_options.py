"""How are the options of all apps shown and typed? A share as percent, money in whole units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from warmline.lib.languages import say_number
from warmline.lib.money import minor_per_unit
from warmline.web.options import BadValue, Option, all_options, change, reset, values

TITLES: Final[Mapping[str, str]] = {
    "decisions": "When a person takes over",
    "bot": "The automatic assistant",
    "conversations": "Waiting",
    "routing": "Who gets a conversation",
    "staff": "At their desks",
    "desk": "At the desk",
    "notifications": "Hearing about things",
    "copilot": "Copilot",
    "channels": "Limits of the chat",
    "feedback": "Ratings",
}
#: Longest text of a field that says no limit of its own; chosen by us.
MOST_CHARACTERS: Final = 5000
LONG_TEXT: Final = 200


@dataclass(frozen=True)
class Shown:
    """One option on the page."""

    option: Option
    field: forms.BoundField
    unit: str
    default: str
    is_changed: bool


class OptionsForm(forms.Form):
    """A field for each option, named by its key."""

    def __init__(self, data: Mapping[str, Any] | None, currency: str) -> None:
        self.currency = currency
        self.in_force = values()
        shown = {key: show(option, self.in_force[key], currency) for key, option in all_options().items()}
        super().__init__(data, initial=shown, prefix="option")
        self.fields.update({key: _field(option, currency) for key, option in all_options().items()})

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        for key, option in all_options().items():
            if key in cleaned:
                self._check(option, cleaned)
        return cleaned

    def _check(self, option: Option, cleaned: dict[str, Any]) -> None:
        try:
            cleaned[option.key] = option.check(store(option, cleaned[option.key], self.currency))
        except BadValue as error:
            self.add_error(option.key, str(error))

    def save(self, by: str) -> None:
        """Writes what differs from what is in force; what equals its default follows the default."""
        for key, option in all_options().items():
            value = self.cleaned_data[key]
            if value == option.default:
                reset(key)
            elif value != self.in_force[key]:
                change(key, value, by)

    def groups(self) -> Sequence[tuple[str, Sequence[Shown]]]:
        """(title, options) by app; those of unknown apps come last."""
        apps = list(dict.fromkeys(key.partition(".")[0] for key in all_options()))
        order = [app for app in TITLES if app in apps] + [app for app in apps if app not in TITLES]
        return [(_(TITLES.get(app, app.capitalize())), list(self._shown(app))) for app in order]

    def _shown(self, app: str) -> Iterable[Shown]:
        for key, option in all_options().items():
            if key.partition(".")[0] == app:
                default = str(show(option, option.default, self.currency))
                is_changed = self.in_force[key] != option.default
                yield Shown(option, self[key], unit_of(option, self.currency), default, is_changed)


def show(option: Option, value: Any, currency: str) -> Any:
    match option.kind:
        case "share":
            return _plain(Decimal(str(value)) * 100)
        case "money":
            return _plain(Decimal(value) / minor_per_unit(currency))
        case "words":
            return "\n".join(value)
    return value


def store(option: Option, typed: Any, currency: str) -> Any:
    match option.kind:
        case "share":
            return float(typed / 100)
        case "money":
            return int(typed * minor_per_unit(currency))
    return typed


def unit_of(option: Option, currency: str) -> str:
    return {"share": "%", "money": currency}.get(option.kind, option.unit and _(option.unit))


def _field(option: Option, currency: str) -> forms.Field:
    match option.kind:
        case "bool":
            return forms.BooleanField(label=_(option.label), help_text=_(option.help), required=False)
        case "int" | "share" | "money":
            return _number_field(option, currency)
    is_long = option.kind == "words" or option.high > LONG_TEXT
    return forms.CharField(
        label=_(option.label),
        help_text=_(option.help),
        required=False,
        max_length=int(min(option.high, MOST_CHARACTERS)) if option.kind == "text" else None,
        widget=forms.Textarea(attrs={"rows": 4}) if is_long else forms.TextInput(),
    )


def _number_field(option: Option, currency: str) -> forms.Field:
    low, high = (Decimal(str(show(option, bound, currency))) for bound in (option.low, option.high))
    out_of_range = _("Please enter a number from {low} to {high}.").format(
        low=say_number(float(low)), high=say_number(float(high))
    )
    return forms.DecimalField(
        label=_(option.label),
        help_text=_(option.help),
        min_value=low,
        max_value=high,
        decimal_places={"int": 0, "share": 1}.get(option.kind, len(str(minor_per_unit(currency))) - 1),
        widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "required": _("Please enter a number. The usual one is {usual}.").format(
                usual=show(option, option.default, currency)
            ),
            "invalid": _("Please enter a number."),
            "min_value": out_of_range,
            "max_value": out_of_range,
            "max_decimal_places": _("Please use fewer digits after the point."),
        },
    )


def _plain(number: Decimal) -> str:
    """Without exponent and needless zeros: 70, 12.5, 500."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
