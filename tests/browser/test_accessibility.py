"""No page breaks a rule of WCAG 2.2 A or AA that a machine can check, by day or by night."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import axe
from tests.browser.conftest import NewContext
from tests.browser.desk import Desk
from tests.browser.pages import AGENT, NOBODY, PAGES, Shown
from tests.conftest import Demo

Staff = Callable[..., Desk]
THEMES = ("light", "dark")


def test_the_vendored_checker_is_the_file_of_the_registry() -> None:
    listed = (axe.FILE.parent / "README.md").read_text()
    assert hashlib.sha256(axe.FILE.read_bytes()).hexdigest() in listed


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.name)
def test_everybody_can_use(
    shown: Shown, theme: str, demo: Demo, new_context: NewContext, staff: Staff
) -> None:
    page = open_page(shown, theme, demo, new_context, staff)
    assert not (found := axe.find_violations(page)), "\n".join(found)


def open_page(shown: Shown, theme: str, demo: Demo, new_context: NewContext, staff: Staff) -> Page:
    if shown.who == NOBODY:
        page = new_context(color_scheme=theme).new_page()
    else:
        page = staff(0 if shown.who == AGENT else "owner", color_scheme=theme).page
    page.goto(f"{demo.url}{shown.path}")
    shown.ready(page, demo.url)
    return page


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, new_database: Any) -> Iterator[Demo]:
    folder: Path = tmp_path_factory.mktemp("empty")
    running = Demo(folder / "data", new_database(), command="serve")
    running.start()
    yield running
    running.stop()


@pytest.mark.parametrize("theme", THEMES)
def test_everybody_can_set_it_up(theme: str, empty: Demo, new_context: NewContext) -> None:
    page = new_context(color_scheme=theme).new_page()
    page.goto(empty.ready["welcome"])
    assert not (found := axe.find_violations(page)), "\n".join(found)
