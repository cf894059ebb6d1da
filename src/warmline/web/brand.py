"""How do the business's colour and logo enter the pages and the chat?"""

from warmline.web.color import FALLBACK, INK, WHITE, is_color, mix, readable_on, text_on
from warmline.web.models import Business

#: Grounds of tokens.css on which brand-coloured text stands, the hardest of each scheme.
LIGHT_GROUND, DARK_GROUND = "#f2ede6", "#2b2521"

Tokens = dict[str, str]


def brand_of(business: Business) -> dict[str, str]:
    """As the chat takes it: {"color": "#rrggbb", "logo": "/logo/..."}, without a logo where there is none."""
    logo = {"logo": f"/logo/{business.logo_id}"} if business.logo_id else {}
    return {"color": business.brand_color, **logo}


def brand_css(color: str) -> str:
    """The brand's tokens as a style sheet, each for day and night; an unusable colour gives the default."""
    light, dark = tokens_of(color)
    lines = "\n".join(f"  {name}: light-dark({light[name]}, {dark[name]});" for name in light)
    return f":root {{\n{lines}\n}}\n"


def tokens_of(color: str) -> tuple[Tokens, Tokens]:
    """By name, for light and for dark."""
    brand = color.lower() if is_color(color) else FALLBACK
    return _light(brand), _dark(brand)


def _light(brand: str) -> Tokens:
    wash = mix(brand, WHITE, 0.9)
    return {
        **_fill(brand),
        "--brand-ink": readable_on(readable_on(brand, LIGHT_GROUND), wash),
        "--brand-wash": wash,
        "--brand-line": mix(brand, WHITE, 0.6),
    }


def _dark(brand: str) -> Tokens:
    wash = mix(brand, "#1d1815", 0.8)
    return {
        # A surface needs 3 to 1 to be seen (WCAG 2.2, criterion 1.4.11).
        **_fill(readable_on(brand, DARK_GROUND, 3)),
        "--brand-ink": readable_on(readable_on(brand, DARK_GROUND), wash),
        "--brand-wash": wash,
        "--brand-line": mix(brand, "#1d1815", 0.5),
    }


def _fill(brand: str) -> Tokens:
    """A surface of the brand's colour, its text, and the same pressed; both pairs can be read."""
    fill = readable_on(brand, text_on(brand))
    on_brand = text_on(fill)
    away = INK if on_brand == WHITE else WHITE
    return {"--brand": fill, "--on-brand": on_brand, "--brand-strong": mix(fill, away, 0.14)}
