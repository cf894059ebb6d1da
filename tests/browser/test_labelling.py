"""Staff label customers' questions by one key each, and take a slip back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.axe import find_violations
from tests.browser.desk import Desk
from tests.browser.widget import Widget

pytestmark = pytest.mark.once

Visit = Callable[..., Widget]
Staff = Callable[..., Desk]

QUESTION = "Could my cousin's choir rehearse in your yard?"


def test_the_owner_labels_by_keys_and_takes_a_slip_back(visit: Visit, staff: Staff) -> None:
    visit().ask(QUESTION)
    alice = staff("owner").go("/learning/")
    page = alice.page
    page.get_by_role("link", name="Label recent questions").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Which answer was right?")
    expect(alice.part("label-task")).to_contain_text(QUESTION)
    assert find_violations(page) == []
    page.keyboard.press("0")
    expect(alice.part("label-done")).to_contain_text("none of our answers")
    expect(alice.part("label-task").filter(has_text=QUESTION)).to_have_count(0)  # perhaps there is no other
    page.keyboard.press("u")
    expect(alice.part("label-task")).to_contain_text(QUESTION)
    page.keyboard.press("/")
    expect(alice.part("label-search")).to_be_focused()
    page.keyboard.type("parking", delay=40)
    found = alice.part("lesson-found").filter(has_text="Parking").first
    expect(found).to_be_visible()
    found.press("Enter")
    expect(alice.part("label-done")).to_contain_text("Parking")
    page.keyboard.press("u")
    expect(page.locator("[data-toast]").first).to_contain_text("Taken back")
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile(r"before=\d+"))


def test_on_a_phone_nothing_sticks_out(visit: Visit, staff: Staff) -> None:
    visit().ask(QUESTION)
    bob = staff(viewport={"width": 390, "height": 844}, color_scheme="dark").go("/learning/label/")
    expect(bob.part("label-task")).to_be_visible()
    assert bob.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert find_violations(bob.page) == []
