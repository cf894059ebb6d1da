"""How do figures of themes read?"""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from warmline.insights.listing import Card, say_trend

#: From here on a mood has its word; as the inbox has it (chosen by us).
VERY_UPSET: Final = 0.75
UPSET: Final = 0.5
UNEASY: Final = 0.25
#: Names in one sentence.
_NAMED: Final = 3


def say_mood(upset: float | None) -> tuple[int, str] | None:
    """A level of the component "mood" and its word, from the mean of the worst moments; None when nothing was read."""
    if upset is None:
        return None
    steps = (
        (VERY_UPSET, 1, _("Mostly very upset")),
        (UPSET, 2, _("Mostly upset")),
        (UNEASY, 3, _("A little upset")),
    )
    return next(((level, said) for least, level, said in steps if upset >= least), (3, _("Mostly calm")))


def say_trend_of(card: Card) -> tuple[str, str]:
    """A sentence and the tone of its badge."""
    match card.trend:
        case "new":
            return _("New in these four weeks"), "info"
        case "back":
            return _("Back, after none in the four weeks before"), "warn"
        case "more":
            return _("More than in the four weeks before: {before}").format(before=card.before), "warn"
        case "fewer":
            return _("Fewer than in the four weeks before: {before}").format(before=card.before), "good"
        case "quiet":
            return _("Not in these four weeks"), ""
    return _("As often as in the four weeks before: {before}").format(before=card.before), ""


def say_changes(rows: Sequence[Any]) -> list[str]:
    """What changed, in at most four sentences; from rows as listing.themes annotates them."""
    by_trend: dict[str, list[str]] = {}
    for row in rows:
        trend = say_trend(row.w0 + row.w1 + row.w2 + row.w3, row.before, row.total)
        by_trend.setdefault(trend, []).append(row.name)
    said = {"new": _("New"), "back": _("Back"), "more": _("Noted more often"), "fewer": _("Noted less often")}
    return [f"{said[trend]}: {_list(by_trend[trend])}." for trend in said if trend in by_trend]


def _list(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:_NAMED])
    more = len(names) - _NAMED
    return _("{shown} and {more} more").format(shown=shown, more=more) if more > 0 else shown
