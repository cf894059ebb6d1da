"""How soon shall customers be answered? What the owner types, by priority."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from warmline.conversations.models import Priority
from warmline.conversations.targets import LONGEST_MINUTES, Target, set_target, targets


class TargetsForm(forms.Form):
    """Fields "first_3", "next_3", "solve_3" ... for each priority, in minutes."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        self.in_force = targets()
        super().__init__(data)
        for priority, target in self.in_force.items():
            for name in ("first", "next", "solve"):
                self.fields[f"{name}_{priority}"] = _minutes(getattr(target, name), is_needed=name != "solve")

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        for priority in self.in_force:
            first, solve = data.get(f"first_{priority}"), data.get(f"solve_{priority}")
            if first and solve and solve < first:
                self.add_error(
                    f"solve_{priority}", ValidationError(_("It cannot be done before the first reply."))
                )
        return data

    def save(self, by: str) -> None:
        for priority, target in self.in_force.items():
            wanted = Target(*(self.cleaned_data[f"{name}_{priority}"] for name in ("first", "next", "solve")))
            if wanted != target:
                set_target(priority, wanted, by)

    def rows(self) -> Iterator[dict[str, Any]]:
        """For the table: each priority with its three fields."""
        for priority in self.in_force:
            label = _(str(Priority(priority).label))
            cells = [(words, self[f"{name}_{priority}"]) for name, words in _columns()]
            yield {"label": label, "cells": cells}


def _columns() -> tuple[tuple[str, str], ...]:
    return ("first", _("First reply")), ("next", _("Further replies")), ("solve", _("Done"))


def _minutes(initial: int | None, *, is_needed: bool) -> forms.IntegerField:
    wrong = _("Please enter whole minutes from 1 to {most}.").format(most=LONGEST_MINUTES)
    return forms.IntegerField(
        required=is_needed,
        min_value=1,
        max_value=LONGEST_MINUTES,
        initial=initial,
        error_messages={name: wrong for name in ("required", "invalid", "min_value", "max_value")},
    )
