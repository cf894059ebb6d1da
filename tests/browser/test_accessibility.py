"""No page breaks a rule of WCAG 2.2 A or AA that a machine can check, by day or by night."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from tests.browser import axe
from tests.browser.conftest import NewContext
from tests.browser.desk import Desk
from tests.browser.pages import NOBODY, PAGES, Shown
from tests.browser.widget import Widget
from tests.conftest import Demo

pytestmark = pytest.mark.once

Staff = Callable[..., Desk]
Theme = Literal["light", "dark"]
VIEWS: tuple[tuple[int, Theme], ...] = ((1280, "light"), (1280, "dark"), (390, "dark"), (390, "light"))


def test_the_vendored_checker_is_the_file_of_the_registry() -> None:
    listed = (axe.FILE.parent / "README.md").read_text()
    assert hashlib.sha256(axe.FILE.read_bytes()).hexdigest() in listed


def test_the_checker_looks_into_the_chat(demo: Demo, new_context: NewContext) -> None:
    page = new_context().new_page()
    page.goto(f"{demo.url}/shop/")
    Widget(page, demo.url).open().part("close").evaluate("each => each.removeAttribute('aria-label')")
    assert "button-name" in "".join(axe.find_violations(page))


@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.name)
def test_everybody_can_use(shown: Shown, demo: Demo, new_context: NewContext, staff: Staff) -> None:
    page = new_context().new_page() if shown.who == NOBODY else staff(shown.who).page
    page.goto(f"{demo.url}{shown.path}")
    shown.ready(page, demo.url)
    check(page)


def check(page: Page) -> None:
    found = []
    for width, theme in VIEWS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        found += [f"{theme}, {width} wide: {each}" for each in axe.find_violations(page)]
    assert not found, "\n".join(found)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, new_database: Any) -> Iterator[Demo]:
    folder: Path = tmp_path_factory.mktemp("empty")
    running = Demo(folder / "data", new_database(), command="serve")
    running.start()
    yield running
    running.stop()


def test_everybody_can_set_it_up(empty: Demo, new_context: NewContext) -> None:
    page = new_context().new_page()
    page.goto(empty.ready["welcome"])
    check(page)
