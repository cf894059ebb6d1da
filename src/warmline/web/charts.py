"""Where do the strokes of a small chart lie? Pure sums; the partials only draw."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

#: The box of sparkline.html, less the room for strokes and the last dot.
WIDTH, HEIGHT, EDGE = 240, 48, 5


@dataclass(frozen=True)
class Sparkline:
    """`line` and `area` are SVG points; empty when there is nothing to draw. `middle` is the height of zero."""

    line: str = ""
    area: str = ""
    last: tuple[float, float] = (0, 0)
    middle: float | None = None


def sparkline(values: Sequence[float], low: float | None = None, high: float | None = None) -> Sparkline:
    """The values from left to right, between low and high (their own extremes if not given)."""
    if not values:
        return Sparkline()
    bottom = min(values) if low is None else low
    top = max(values) if high is None else high
    dots = [(_across(at, len(values)), _up(value, bottom, top)) for at, value in enumerate(values)]
    line = _points(dots)
    area = _points([(dots[0][0], HEIGHT), *dots, (dots[-1][0], HEIGHT)])
    middle = _up(0, bottom, top) if bottom < 0 < top else None
    return Sparkline(line, area, dots[-1], middle)


def _across(at: int, count: int) -> float:
    room = WIDTH - 2 * EDGE
    return round(EDGE + room * (at / (count - 1) if count > 1 else 0.5), 1)


def _up(value: float, bottom: float, top: float) -> float:
    share = (min(max(value, bottom), top) - bottom) / (top - bottom) if top > bottom else 0.5
    return round(HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE), 1)


def _points(dots: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in dots)


@dataclass(frozen=True)
class Bar:
    """`width` in percent of the longest."""

    name: str
    words: str
    width: float
    is_highest: bool


def bars(rows: Sequence[tuple[str, float, str]]) -> list[Bar]:
    """From (name, number, the number in words); numbers under zero count as zero."""
    highest = max((number for _, number, _ in rows), default=0)
    return [
        Bar(
            name, words, round(100 * max(number, 0) / highest, 1) if highest > 0 else 0, number == highest > 0
        )
        for name, number, words in rows
    ]


def needle(share: float) -> str:
    """The path of a short line across the arc of gauge.html, at a share from 0 to 1."""
    angle = pi * (1 - min(max(share, 0), 1))
    ends = [(60 + radius * cos(angle), 60 - radius * sin(angle)) for radius in (43, 57)]
    (x, y), (to_x, to_y) = ends
    return f"M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}"
