"""What may the owner set, and what is it set to? Options are declared in each app's options.py."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from warmline.audit.recording import record
from warmline.lib.catalogue import BadPart
from warmline.lib.statements import Select
from warmline.web.models import Setting


class BadValue(ValueError):
    """The value does not fit the option; the text says what would."""


@dataclass(frozen=True)
class Option:
    """One thing the owner decides.

    kind: 'int', 'share' (0 to 1), 'money' (minor units), 'bool', 'text', 'words' (list of words).
    low and high bound numbers, and the length of texts (high).
    """

    key: str
    label: str
    default: Any
    kind: str
    help: str
    unit: str = ""
    low: float = 0
    high: float = 1_000_000_000

    def check(self, value: object) -> Any:
        """The value as it is stored; raises BadValue with a sentence for the owner."""
        match self.kind:
            case "bool":
                return bool(value)
            case "int" | "money":
                return self._number(value, int)
            case "share":
                return self._number(value, float)
            case "words":
                return self._words(value)
        text = str(value).strip()
        if len(text) > self.high:
            raise BadValue(
                _("{label}: at most {high} characters, please.").format(
                    label=_(self.label), high=int(self.high)
                )
            )
        return text

    def _number(self, value: object, kind: type[int] | type[float]) -> int | float:
        try:
            number = kind(str(value).strip())
        except ValueError:
            raise BadValue(_("{label}: please enter a number.").format(label=_(self.label))) from None
        if not self.low <= number <= self.high:
            raise BadValue(
                _("{label}: please enter a number from {low} to {high}.").format(
                    label=_(self.label), low=f"{self.low:g}", high=f"{self.high:g}"
                )
            )
        return number

    def _words(self, value: object) -> list[str]:
        words = value if isinstance(value, list) else str(value).replace("\n", ",").split(",")
        cleaned = [str(word).strip().lower()[:80] for word in words]
        return [word for word in cleaned if word][:200]


@cache
def all_options() -> dict[str, Option]:
    """Every declared option by its key, in the order of the apps."""
    found: dict[str, Option] = {}
    for option in _declared():
        if option.key in found:
            raise BadPart(f"option {option.key} is declared twice")
        found[option.key] = option
    return found


def _declared() -> Iterator[Option]:
    for app in apps.get_app_configs():
        name = f"{app.name}.options"
        if app.name.startswith("warmline.") and name != __name__ and find_spec(name):
            yield from import_module(name).OPTIONS


_stored = Select(lambda: Setting.objects.values_list("key", "value"))


def values() -> dict[str, Any]:
    """The value in force of every option, by key: one query."""
    stored = dict(_stored())
    return {key: stored.get(key, option.default) for key, option in all_options().items()}


def value_of(key: str) -> Any:
    return values()[key]


def change(key: str, value: object, by: str = "") -> None:
    """Sets an option; raises BadValue when it does not fit, KeyError when there is none of that key."""
    option = all_options()[key]
    wanted, was = option.check(value), value_of(key)
    with transaction.atomic():
        Setting.objects.update_or_create(key=key, defaults={"value": wanted, "changed_by": by})
        if wanted != was:
            record("rule changed", f"rule {key}", {"from": was, "to": wanted})


@transaction.atomic
def reset(key: str) -> None:
    """The option follows its default again."""
    was = value_of(key)
    Setting.objects.filter(key=key).delete()
    if was != all_options()[key].default:
        record("rule changed", f"rule {key}", {"from": was, "to": all_options()[key].default})
