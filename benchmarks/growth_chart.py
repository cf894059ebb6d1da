"""How is growth drawn? Both axes by powers of ten: growth as fast as the messages is a diagonal."""

import math
from collections.abc import Callable, Mapping, Sequence
from html import escape

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 860, 460, 70, 50, 50, 250
#: So many lines have their names beside them: the slowest at the end.
NAMED = 8
COLOURS = ("#0b6e6e", "#a34a00", "#5b3f9e", "#1f6f2e", "#9b1c4a", "#22577a", "#7a5c00", "#444444")


def draw(title: str, sizes: Sequence[int], lines: Mapping[str, Sequence[float]]) -> str:
    """An SVG; milliseconds upward, messages to the right."""
    most = max(value for values in lines.values() for value in values)
    tops = math.ceil(math.log10(max(most, 10)))
    slowest = sorted(lines, key=lambda name: lines[name][-1], reverse=True)[:NAMED]

    def x(size: float) -> float:
        span = math.log10(sizes[-1] / sizes[0]) or 1
        return LEFT + (WIDTH - LEFT - RIGHT) * math.log10(size / sizes[0]) / span

    def y(ms: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (math.log10(max(ms, 0.1)) + 1) / (tops + 1)

    parts = [*axes(sizes, tops, x, y)]
    for name, values in lines.items():
        colour = COLOURS[slowest.index(name)] if name in slowest else "#bbbbbb"
        points = " ".join(f"{x(size):.1f},{y(ms):.1f}" for size, ms in zip(sizes, values, strict=True) if ms)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
    parts += names(slowest, lines, y)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
    head += ' font-family="sans-serif" font-size="12">'
    back = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
    words = f"<title>{escape(title)}</title>"
    words += f'<text x="{LEFT}" y="24" font-size="15" fill="#222222">{escape(title)}</text>'
    return "\n".join([head, back, words, *parts, "</svg>\n"])


Scale = Callable[[float], float]


def axes(sizes: Sequence[int], tops: int, x: Scale, y: Scale) -> list[str]:
    parts = []
    for power in range(-1, tops + 1):
        ms = 10.0**power
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(ms):.1f}" y2="{y(ms):.1f}" stroke="#e4e4e4"/>'
        )
        parts.append(
            f'<text x="{LEFT - 8}" y="{y(ms) + 4:.1f}" text-anchor="end" fill="#444444">{ms:g} ms</text>'
        )
    for size in sizes:
        parts.append(
            f'<text x="{x(size):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle" fill="#444444">{size:,}</text>'
        )
    parts.append(
        f'<text x="{LEFT}" y="{HEIGHT - 10}" fill="#444444">messages kept; grey: all other pages and calls</text>'
    )
    return parts


def names(slowest: Sequence[str], lines: Mapping[str, Sequence[float]], y: Scale) -> list[str]:
    """Beside the ends of their lines, moved apart where they would touch."""
    parts, free = [], 0.0
    for name in slowest:
        at = max(y(lines[name][-1]) + 4, free)
        free = at + 15
        colour = COLOURS[slowest.index(name)]
        label = f"{escape(name)}, {lines[name][-1]:.0f} ms"
        parts.append(f'<text x="{WIDTH - RIGHT + 10}" y="{at:.1f}" fill="{colour}">{label}</text>')
    return parts
