"""What is different between two versions? Examples that came and went, questions answered better and worse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from warmline.learning.figures import number_in, percent
from warmline.learning.models import Example, Version
from warmline.learning.wording import answered_in, wrong_in_100
from warmline.lib.languages import say_number

#: Of each list so many are shown; the rest is counted (chosen by us).
MOST_SHOWN: Final = 20


@dataclass(frozen=True)
class Shown:
    """Some of a list with how many there are in all. Those whose customer was erased are counted only."""

    examples: Sequence[Example]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.examples)


@dataclass(frozen=True)
class Difference:
    """figures: (what, in the older, in the newer). better and worse are of questions that both were asked; common: how
    many those are, 0 for versions that did not keep them."""

    older: Version
    newer: Version
    figures: Sequence[tuple[str, str, str]]
    added: Shown
    removed: Shown
    better: Shown
    worse: Shown
    common: int


def find_difference(one: int, other: int) -> Difference | None:
    """None unless both are there and differ in number."""
    found = Version.objects.in_bulk([one, other], field_name="number")
    if len(found) != 2:
        return None
    older, newer = found[min(one, other)], found[max(one, other)]
    before, after = _right(older.report), _right(newer.report)
    common = before.keys() & after.keys()
    known, knows = set(older.examples), set(newer.examples)
    return Difference(
        older,
        newer,
        _figures(older.report, newer.report),
        added=_shown(knows - known),
        removed=_shown(known - knows),
        better=_shown({pk for pk in common if after[pk] and not before[pk]}),
        worse=_shown({pk for pk in common if before[pk] and not after[pk]}),
        common=len(common),
    )


def _right(report: Mapping[str, Any]) -> dict[int, bool]:
    """By the example's id whether its question was answered rightly."""
    rows = report.get("asked")
    pairs = [row for row in rows if isinstance(row, list) and len(row) == 3] if isinstance(rows, list) else []
    return {int(pk): bool(is_right) for pk, _, is_right in pairs}


def _figures(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    def both(name: str, write: Any) -> tuple[str, str, str]:
        return name, write(before), write(after)

    return [
        both(_("Labelled questions"), lambda report: say_number(int(number_in(report, "questions") or 0))),
        both(_("First guess right"), lambda report: percent(number_in(report, "right_first"), 1)),
        both(_("Answered by itself"), lambda report: percent(answered_in(report))),
        both(_("Asked back"), lambda report: percent(number_in(report, "asked_back"))),
        both(_("Left to a person"), lambda report: percent(number_in(report, "to_person"))),
        both(_("Promised"), _promised),
    ]


def _promised(report: Mapping[str, Any]) -> str:
    if number_in(report, "threshold") is None:
        return _("nothing")
    return _("at most {wrong} in 100 wrong").format(wrong=wrong_in_100(report) or "–")


def _shown(pks: set[int]) -> Shown:
    latest = sorted(pks, reverse=True)[:MOST_SHOWN]
    rows = Example.objects.select_related("answer", "article").filter(pk__in=latest).order_by("-pk")
    return Shown(list(rows), len(pks))
