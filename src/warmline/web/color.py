"""Which shades of the brand's colour can be read? Contrast as WCAG 2.2 defines it."""

import re
from typing import Final

#: Ratio for text of normal size, WCAG 2.2 criterion 1.4.3 (AA).
READABLE: Final = 4.5
FALLBACK: Final = "#b4532a"
INK: Final = "#241a14"
WHITE: Final = "#ffffff"


def is_color(text: str) -> bool:
    """True for '#rrggbb'."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None


def contrast(one: str, other: str) -> float:
    """1 (same) to 21 (black on white); WCAG 2.2, 'contrast ratio'."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def text_on(background: str) -> str:
    """White or our dark ink, whichever reads better on the colour."""
    return max((WHITE, INK), key=lambda ink: contrast(ink, background))


def readable_on(color: str, background: str, ratio: float = READABLE) -> str:
    """The colour itself, or the nearest shade of it towards black or white that reaches the ratio."""
    target = max(("#000000", WHITE), key=lambda end: contrast(end, background))
    for step in range(21):
        shade = mix(color, target, step / 20)
        if contrast(shade, background) >= ratio:
            return shade
    return target


def mix(color: str, other: str, share: float) -> str:
    """share 0 gives the colour, 1 the other."""
    pairs = zip(_channels(color), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
