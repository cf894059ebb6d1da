"""Where do the figures of a report lie in a picture? Points and lines for SVG, in units of its view box."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from warmline.learning.figures import number_in, percent
from warmline.learning.wording import FEW

WIDTH: Final = 360
HEIGHT: Final = 240
#: Room for the words at the left and below; chosen by us.
LEFT, RIGHT, TOP, BOTTOM = 48, 14, 14, 44
#: Where the words stand: those at the left end at `words`, the numbers below at `under`, the name at `bottom`.
FRAME: Final = {
    "width": WIDTH,
    "height": HEIGHT,
    "left": LEFT,
    "right": WIDTH - RIGHT,
    "words": LEFT - 6,
    "under": HEIGHT - BOTTOM + 18,
    "bottom": HEIGHT - 6,
}
#: The upright axis starts at the highest of these that shows every share of right answers; intervals may be cut.
FLOORS: Final = (0.9, 0.8, 0.5, 0.0)
QUARTERS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Axis:
    """Values from low to high are drawn from start to end; what lies outside is drawn at the edge."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        part = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round(self.start + part * (self.end - self.start), 1)

    def ticks(self) -> list[tuple[float, str]]:
        """(place, words) for five values."""
        steps = [self.low + part * (self.high - self.low) for part in QUARTERS]
        return [(self.at(step), percent(step)) for step in steps]


@dataclass(frozen=True)
class Dot:
    """A value at x, y with its interval from bottom to top (both downwards in the picture), in words."""

    x: float
    y: float
    bottom: float
    top: float
    words: str


@dataclass(frozen=True)
class Chart:
    """line and band are `points` of SVG; chosen is the point in force, aim the height of the target."""

    across: Axis
    up: Axis
    dots: Sequence[Dot]
    line: str = ""
    band: str = ""
    aim: float | None = None
    chosen: Dot | None = None


@dataclass(frozen=True)
class Slice:
    """A part of the bar of all questions; start and width in percent of it."""

    name: str
    css: str
    start: float
    width: float
    words: str


def coverage(report: Mapping[str, Any]) -> Chart | None:
    """Share answered by itself against the share of right answers; None without two points."""
    rows = sorted(_rows(report, "curve", ("share", "precision", "low", "high")), key=lambda row: row["share"])
    if len(rows) < 2:
        return None
    target = number_in(report, "target")
    lowest = min([row["precision"] for row in rows] + ([] if target is None else [target]))
    across, up = _axes(next((floor for floor in FLOORS if floor < lowest), 0.0))
    dots = [_answered_dot(row, across, up) for row in rows]
    return Chart(
        across,
        up,
        dots,
        line=" ".join(f"{dot.x},{dot.y}" for dot in dots),
        band=" ".join(
            [f"{dot.x},{dot.top}" for dot in dots] + [f"{dot.x},{dot.bottom}" for dot in reversed(dots)]
        ),
        aim=None if target is None else up.at(target),
        chosen=_chosen(report, across, up),
    )


def reliability(report: Mapping[str, Any]) -> Chart | None:
    """How sure the bot said it was against how often it was right; None where a few questions would say little."""
    if (number_in(report, "questions") or 0) < FEW:
        return None
    rows = _rows(report, "reliability", ("said", "right", "low", "high", "questions"))
    across, up = _axes(0.0)
    dots = [_said_dot(row, across, up) for row in rows if row["questions"] > 0]
    return Chart(across, up, dots, line=" ".join(f"{dot.x},{dot.y}" for dot in dots)) if dots else None


def shares(report: Mapping[str, Any]) -> list[Slice]:
    """Answered, asked back, to a person, side by side; empty when the report does not say."""
    parts = (
        ("answered", "answered", _("Answered by itself")),
        ("asked_back", "asked", _("Asked back what was meant")),
        ("to_person", "person", _("Left to a person")),
    )
    found = [(number_in(report, key), css, name) for key, css, name in parts]
    total = sum(value or 0.0 for value, _, _ in found)
    if total <= 0 or any(value is None or value < 0 for value, _, _ in found):
        return []
    slices, start = [], 0.0
    for value, css, name in found:
        width = 100 * (value or 0.0) / total
        slices.append(Slice(name, css, round(start, 2), round(width, 2), percent(value)))
        start += width
    return slices


def _axes(floor: float) -> tuple[Axis, Axis]:
    return Axis(0.0, 1.0, LEFT, WIDTH - RIGHT), Axis(floor, 1.0, HEIGHT - BOTTOM, TOP)


def _rows(report: Mapping[str, Any], key: str, names: Iterable[str]) -> list[dict[str, float]]:
    """Only rows with every number in place."""
    found = report.get(key)
    rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    read = [{name: number_in(row, name) for name in names} for row in rows]
    return [
        {name: value for name, value in row.items() if value is not None}
        for row in read
        if None not in row.values()
    ]


def _answered_dot(row: Mapping[str, float], across: Axis, up: Axis) -> Dot:
    words = _("{share} answered: {right} right ({low} to {high})").format(
        share=percent(row["share"]),
        right=percent(row["precision"], 1),
        low=percent(row["low"], 1),
        high=percent(row["high"], 1),
    )
    return Dot(across.at(row["share"]), up.at(row["precision"]), up.at(row["low"]), up.at(row["high"]), words)


def _said_dot(row: Mapping[str, float], across: Axis, up: Axis) -> Dot:
    words = _("It said {said}, and {right} were right ({low} to {high}; {questions} questions)").format(
        said=percent(row["said"]),
        right=percent(row["right"]),
        low=percent(row["low"]),
        high=percent(row["high"]),
        questions=int(row["questions"]),
    )
    return Dot(across.at(row["said"]), up.at(row["right"]), up.at(row["low"]), up.at(row["high"]), words)


def _chosen(report: Mapping[str, Any], across: Axis, up: Axis) -> Dot | None:
    if number_in(report, "threshold") is None:
        return None
    row = {name: number_in(report, name) for name in ("share", "precision", "low", "high")}
    if None in row.values():
        return None
    return _answered_dot({name: value for name, value in row.items() if value is not None}, across, up)
