"""Does the style page show every component? Is it for people who work here alone?"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template, TemplateDoesNotExist
from django.test import Client

PARTIALS = Path(__file__).parent.parent / "templates" / "web" / "components"
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def show(source: str, **values: Any) -> str:
    return Template("{% load components %}" + source).render(Context(values)).strip()


def test_the_style_page_shows_every_component(client: Client, bob: Any) -> None:
    client.force_login(bob)
    answer = client.get("/styleguide")
    shown = {template.name for template in answer.templates}
    assert {f"web/components/{path.name}" for path in PARTIALS.glob("*.html")} - shown == set()


@pytest.mark.parametrize(("query", "expected"), [("dark", "theme-dark"), ("light", "theme-light")])
def test_it_shows_day_and_night(client: Client, bob: Any, query: str, expected: str) -> None:
    client.force_login(bob)
    assert f'<body class="{expected}"' in client.get(f"/styleguide?theme={query}").content.decode()
    assert '<body class=""' in client.get('/styleguide?theme="><b>').content.decode()


def test_charlie_is_led_to_the_login_page(client: Client, db: None) -> None:
    assert client.get("/styleguide").status_code == 302


def test_what_a_component_is_given_is_escaped() -> None:
    hostile = '"><script>alert(1)</script>'
    for name, key in (("badge", "text"), ("button", "label"), ("bubble", "text"), ("avatar", "name")):
        assert "<script" not in show(f'{{% component "{name}" {key}=text kind="person" %}}', text=hostile)
    assert "<script" not in show('{% component "button" label="x" data_wl=text %}', text=hostile)


def test_attributes_go_to_the_element_and_false_ones_do_not() -> None:
    button = show(
        '{% component "button" label="Take" data_wl="take" hx_post="/x" data_on=True aria_x=None data_y=False %}'
    )
    assert 'data-wl="take"' in button and 'hx-post="/x"' in button and "data-on" in button
    assert "aria-x" not in button and "data-y" not in button


def test_a_component_sees_nothing_else_of_the_page() -> None:
    assert "secret" not in show('{% component "badge" text="x" %}', tone="secret")


def test_what_stands_between_wrap_and_endwrap_is_the_content() -> None:
    card = show('{% wrap "card" title="Orders" %}<b>{{ word }}</b>{% endwrap %}', word="<i>")
    assert "<b>&lt;i&gt;</b>" in card and "Orders" in card


def test_a_component_that_is_not_there_is_an_error() -> None:
    with pytest.raises(TemplateDoesNotExist):
        show('{% component "carousel" %}')


@pytest.mark.parametrize(
    ("minutes", "words", "tone"),
    [
        (135, "in 2 h 15 min", ""),
        (8, "in 8 min", "clock-warn"),
        (-12, "12 min late", "clock-bad"),
        (5000, "in 3 d", ""),
    ],
)
def test_a_clock_says_how_long_and_calls_when_it_is_near(minutes: int, words: str, tone: str) -> None:
    shown = show('{% component "clock" due_at=at now=now %}', at=NOON + timedelta(minutes=minutes), now=NOON)
    assert words in shown and tone in shown


def test_a_moment_carries_its_whole_date() -> None:
    assert 'title="Wednesday 25 November 2026, 12:00"' in show(
        '{% component "when" at=at text="noon" %}', at=NOON
    )


def test_the_three_kinds_of_speakers_look_different() -> None:
    shown = {
        show(f'{{% component "avatar" name="Dana" kind="{kind}" %}}')
        for kind in ("bot", "person", "customer")
    }
    assert len(shown) == 3
