"""Chromium for the browser tests: one browser, a fresh context per visitor, and a watch on everything they load."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.browser.chromium import find_chromium, launch
from tests.browser.desk import Desk, sign_in
from tests.browser.watch import Watch
from tests.browser.widget import Widget
from tests.conftest import Demo

#: Generous, because two cores also run the server, its worker and several tabs.
PATIENCE_MS = 15_000

expect.set_options(timeout=PATIENCE_MS)

NewContext = Callable[..., BrowserContext]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


# Not for the whole session: while it runs, Django believes it is inside an event loop and refuses the database.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if find_chromium() is None and not os.environ.get("LEAVE_OUT_NOTHING"):
        pytest.skip("There is no Chromium here.")
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fails the test on any console error, refused content or request to somebody else."""
    watching = Watch()
    yield watching
    assert not watching.troubles, "\n".join(watching.troubles)


@pytest.fixture
def new_context(browser: Browser, watch: Watch) -> Iterator[NewContext]:
    made: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(**{"locale": "en-GB", "reduced_motion": "reduce", **options})
        context.set_default_timeout(PATIENCE_MS)
        watch.over(context)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def visit(new_context: NewContext, demo: Demo) -> Callable[..., Widget]:
    """A new customer on the shop's page with the chat open."""

    def come(running: Demo = demo, **options: Any) -> Widget:
        widget = Widget(new_context(**options).new_page(), running.url)
        widget.page.goto(f"{running.url}/shop/")
        return widget.open()

    return come


@pytest.fixture(scope="package")
def sessions() -> dict[tuple[str, str], Any]:
    """Who signed in where: once per person, because logins are limited."""
    return {}


@pytest.fixture
def staff(new_context: NewContext, demo: Demo, sessions: dict[tuple[str, str], Any]) -> Callable[..., Desk]:
    """Somebody who works there, signed in: 0 and 1 are the demo's agents, "owner" the owner."""

    def come(who: int | str = 0, running: Demo = demo, **options: Any) -> Desk:
        login = running.ready["owner"] if who == "owner" else running.ready["agents"][who]
        key = (running.url, login["email"])
        context = new_context(storage_state=sessions.get(key), **options)
        page = context.new_page()
        if key not in sessions:
            sign_in(page, running.url, login)
            sessions[key] = context.storage_state()
        return Desk(page, running.url)

    return come
