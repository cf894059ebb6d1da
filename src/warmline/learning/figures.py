"""How is a figure of a report read and written out?"""

from collections.abc import Mapping
from math import isfinite
from typing import Any

from warmline.lib.languages import say_number


def number_in(report: Mapping[str, Any], key: str) -> float | None:
    """A finite number, or None: reports of older versions may lack what newer ones say."""
    value = report.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return None
    return float(value)


def percent(share: float | None, digits: int = 0) -> str:
    """0.984 is "98 %", with one digit "98.4 %", never parted at a line's end. Just below the whole is not the whole."""
    if share is None:
        return "–"
    shown = round(100 * share, digits)
    if shown >= 100 and share < 1:
        shown = 100 - 10.0**-digits
    return f"{say_number(shown, digits)}\N{NO-BREAK SPACE}%"
