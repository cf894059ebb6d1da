"""The owner has the bot measured, changes what it promises and goes back to an earlier version, by the keyboard."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk
from tests.conftest import Demo

pytestmark = pytest.mark.once

Staff = Callable[..., Desk]
PROMISE = "decisions.most_wrong_percent"


@pytest.fixture
def usual_promise(demo: Demo) -> Iterator[None]:
    yield
    demo.set_option(PROMISE, 2)


def live(page: Page) -> int:
    """The number of the version in use; 0 when there is none."""
    heading = page.get_by_role("heading", name=re.compile(r"^Version \d+ In use"))
    return int(heading.inner_text().split()[1]) if heading.count() else 0


def next_version(page: Page, after: int) -> int:
    """Looks again until there is a newer version, as the page asks for."""
    for _ in range(60):
        if live(page) > after:
            break
        page.wait_for_timeout(250)
        page.goto(page.url)
    assert live(page) > after
    return live(page)


def test_a_new_promise_is_measured_and_an_earlier_version_put_back(staff: Staff, usual_promise: None) -> None:
    page = staff("owner").go("/knowledge/").page
    page.get_by_role("link", name="Learning", exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("How sure is the bot?")
    before = live(page)
    page.get_by_role("button", name="Measure now").press("Enter")
    first = next_version(page, before)
    expect(page.get_by_role("heading", name=re.compile("cannot promise this yet"))).to_be_visible()
    page.get_by_label("Wrong answers you accept").fill("5")
    page.get_by_role("button", name="Set the promise").press("Enter")
    second = next_version(page, first)
    expect(page.get_by_label("Wrong answers you accept")).to_have_value("5")
    page.locator("summary", has_text=re.compile(f"version {first}$")).press("Enter")
    page.get_by_role("button", name=f"Yes, use version {first}", exact=True).press("Enter")
    expect(page.locator("[data-toast]").first).to_contain_text(f"answers as in version {first} again")
    assert next_version(page, second) > second
