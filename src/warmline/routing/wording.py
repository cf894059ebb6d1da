"""How is a reason of routing said? Kept as a sentence with its values, so that each reads it in their own language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from warmline.lib.languages import name_of
from warmline.staff.spoken import in_english

Value = str | int | list[str]


@dataclass(frozen=True)
class Worded:
    """text: an English sentence with places, as the catalogue has it; values: what stands there, a language by code."""

    text: str
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "values": dict(self.values)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Worded":
        return cls(stored["text"], stored["values"])

    def say(self) -> str:
        """In the language of whoever reads it now."""
        said = {name: _said(name, value) for name, value in self.values.items()}
        return gettext(self.text).format(**said)

    def __str__(self) -> str:
        """In English, for what is stored."""
        return self.text.format(**{name: _in_english(name, value) for name, value in self.values.items()})


def worded(text: str, **values: Value) -> Worded:
    """Sentences are collected for translation where they stand in a call of this (scripts/messages.py)."""
    return Worded(text, values)


def in_words(reasons: Sequence[Worded]) -> str:
    return join([str(each) for each in reasons])


def say_all(reasons: Sequence[Worded]) -> str:
    """As in_words, in the language of whoever reads it now."""
    return join([each.say() for each in reasons], gettext("and"))


def join(words: Sequence[str], last: str = "and") -> str:
    """As "a, b and c"."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _said(name: str, value: Value) -> str | int:
    if isinstance(value, list):
        return join(value, gettext("and"))
    return name_of(str(value)) if name == "language" else value


def _in_english(name: str, value: Value) -> str | int:
    if isinstance(value, list):
        return join(value)
    return in_english(str(value)) if name == "language" else value
