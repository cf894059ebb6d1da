"""Can every brand colour be read?"""

import pytest
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from warmline.web.brand import DARK_GROUND, LIGHT_GROUND, brand_css, tokens_of
from warmline.web.color import FALLBACK, contrast, is_color, readable_on, text_on
from warmline.web.models import Business

colors = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@given(colors)
@example("#318fdb")  # brighter on its own tint than on the ground
def test_text_on_any_brand_colour_can_be_read_in_light_and_dark(color: str) -> None:
    for tokens, ground in zip(tokens_of(color), (LIGHT_GROUND, DARK_GROUND), strict=True):
        assert contrast(tokens["--on-brand"], tokens["--brand"]) >= 4.5
        assert contrast(tokens["--on-brand"], tokens["--brand-strong"]) >= 4.5
        assert contrast(tokens["--brand-ink"], ground) >= 4.5
        assert contrast(tokens["--brand-ink"], tokens["--brand-wash"]) >= 4.5


@given(colors, colors)
def test_a_readable_shade_keeps_a_colour_that_is_readable_already(color: str, ground: str) -> None:
    shade = readable_on(color, ground)
    assert contrast(shade, ground) >= min(4.5, contrast(text_on(ground), ground))
    assert shade == color or contrast(color, ground) < 4.5


@pytest.mark.parametrize("bad", ["", "red", "#12", "#12345g", "#123456; } body { display: none", "#123456\n"])
def test_what_is_no_colour_never_reaches_the_style_sheet(bad: str) -> None:
    assert not is_color(bad)
    assert brand_css(bad) == brand_css(FALLBACK)


def test_the_style_sheet_is_served_before_and_after_the_first_run(client: Client, db: None) -> None:
    assert client.get("/brand.css").status_code == 200
    Business.objects.create(pk=1, name="Corner Bakery", brand_color="#0b6e4f")
    answer = client.get("/brand.css")
    assert answer.headers["Content-Type"] == "text/css"
    assert "--brand: light-dark(#0b6e4f, " in answer.content.decode()
