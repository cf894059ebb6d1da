"""What does a component need beyond the values a template gives it? Initials, words, points of a line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from warmline.lib.moments import say_span
from warmline.lib.time import now as current_time
from warmline.web import charts

Values = dict[str, Any]

#: Minutes before a deadline from which it calls for attention; chosen by us.
SOON_MINUTES: Final = 15
PRIORITIES: Final = {"low": "Low", "normal": "Normal", "high": "High", "urgent": "Urgent"}
KINDS_OF_FILE: Final = {"image": "image", "pdf": "file", "audio": "phone"}


@dataclass(frozen=True)
class Face:
    """One of five moods; `mouth` is an SVG path in a box of 24."""

    level: int
    words: str
    mouth: str


FACES: Final = (
    Face(1, "Very unhappy", "M8.5 16.5c1.8-2.7 5.2-2.7 7 0"),
    Face(2, "Unhappy", "M8.8 16c1.6-1.4 4.8-1.4 6.4 0"),
    Face(3, "Neutral", "M9 15.3h6"),
    Face(4, "Happy", "M8.8 14.5c1.6 1.5 4.8 1.5 6.4 0"),
    Face(5, "Very happy", "M8.3 13.8c1.6 3.6 5.8 3.6 7.4 0z"),
)


def initials(name: str) -> str:
    """Of the first and the last word; "?" where there is no letter."""
    words = [word for word in str(name).split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


def avatar(name: object = "", kind: str = "person", **values: Any) -> Values:
    return {**values, "initials": initials(str(name or "")), "kind": kind or "person"}


def priority(level: str, words: str = "", **values: Any) -> Values:
    return {**values, "level": level, "words": words or _(PRIORITIES[level])}


def mood(level: int, words: str = "", **values: Any) -> Values:
    """level 1 (very unhappy) to 5 (very happy)."""
    face = FACES[min(max(int(level), 1), 5) - 1]
    return {**values, "level": face.level, "mouth": face.mouth, "words": words or _(face.words)}


def mood_scale(**values: Any) -> Values:
    return {**values, "faces": FACES}


def clock(due_at: datetime, now: datetime | None = None, soon: int = SOON_MINUTES, **values: Any) -> Values:
    """A deadline in words, as "in 12 min" or "5 min late", calling for attention once it is near."""
    at = now or current_time()
    is_late = due_at < at
    tone = "bad" if is_late else "warn" if due_at - at < timedelta(minutes=soon) else ""
    words = (
        _("{span} late").format(span=say_span(due_at, at))
        if is_late
        else _("in {span}").format(span=say_span(at, due_at))
    )
    return {**values, "due_at": due_at, "words": words, "tone": tone, "soon_minutes": soon}


def sparkline(
    points: Sequence[float], low: float | None = None, high: float | None = None, **values: Any
) -> Values:
    return {**values, **vars(charts.sparkline(points, low, high))}


def bars(rows: Sequence[tuple[str, float, str]], **values: Any) -> Values:
    return {**values, "bars": charts.bars(rows)}


def gauge(share: float, words: str = "", mark: float | None = None, **values: Any) -> Values:
    """share and mark (what it should be) from 0 to 1."""
    percent = round(100 * min(max(share, 0), 1), 1)
    line = charts.needle(mark) if mark is not None else ""
    return {**values, "percent": percent, "words": words or f"{percent:.0f} %", "mark": line}


def skeleton(lines: int = 3, **values: Any) -> Values:
    return {**values, "lines": range(lines)}


def attachment(name: str, kind: str = "", **values: Any) -> Values:
    """kind: 'image', 'pdf', 'audio' or any other."""
    return {**values, "name": name, "icon": KINDS_OF_FILE.get(kind, "file")}


#: By the name of the component; what is not here shows its values as they are.
PREPARES: Final[dict[str, Callable[..., Values]]] = {
    each.__name__: each
    for each in (avatar, priority, mood, mood_scale, clock, sparkline, bars, gauge, skeleton, attachment)
}
