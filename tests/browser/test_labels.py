"""Labels by the keyboard alone: made on the fly, put on, seen by a colleague, found in the inbox, taken off."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.desk import Desk
from tests.browser.test_inbox import ask_for_person
from tests.conftest import Demo

pytestmark = pytest.mark.once

Staff = Callable[..., Desk]


@pytest.fixture
def waiting(demo: Demo) -> str:
    return ask_for_person(demo, "Lena Label", "The ribbon on my cake is the wrong blue")


def test_a_label_is_made_put_on_and_seen_by_a_colleague(staff: Staff, waiting: str) -> None:
    bob, ines = staff(0).open(waiting), staff(1).open(waiting)
    keyboard = bob.page.keyboard
    keyboard.press("l")
    expect(bob.part("label-words")).to_be_focused()
    keyboard.type("Ribbon <b>")
    expect(bob.part("label-new")).to_have_attribute("aria-selected", "true")
    keyboard.press("Enter")
    expect(bob.part("label-choice").filter(has_text="Ribbon <b>")).to_have_attribute("aria-checked", "true")
    expect(bob.part("label-words")).to_be_focused()
    assert not axe.find_violations(bob.page)
    keyboard.press("Escape")
    for desk in (bob, ines):
        expect(desk.part("state-labels")).to_contain_text("Ribbon <b>")
    expect(ines.row(waiting).locator(".label")).to_have_text("Ribbon <b>")
    ines.part("state-labels").get_by_role("button", name="Take off the label Ribbon <b>").click()
    expect(bob.part("state-labels")).to_have_count(0)


def test_arrow_keys_choose_and_the_inbox_shows_what_is_under_a_label(staff: Staff, waiting: str) -> None:
    desk = staff().open(waiting)
    keyboard = desk.page.keyboard
    for name in ("Zebra one", "Zebra two"):
        keyboard.press("l")
        expect(desk.part("label-words")).to_be_focused()
        keyboard.type(name)
        expect(desk.part("label-new")).to_have_attribute("aria-selected", "true")
        keyboard.press("Enter")
        expect(desk.part("label-choice").filter(has_text=name)).to_have_attribute("aria-checked", "true")
        keyboard.press("Escape")
    keyboard.press("l")
    expect(desk.part("label-words")).to_be_focused()
    keyboard.type("zebra")
    expect(desk.part("label-choice")).to_have_count(2)
    expect(desk.part("label-choice").nth(0)).to_have_attribute("aria-selected", "true")
    keyboard.press("ArrowDown")
    expect(desk.part("label-choice").nth(1)).to_have_attribute("aria-selected", "true")
    keyboard.press("Enter")
    expect(desk.part("label-choice").filter(has_text="Zebra two")).to_have_attribute("aria-checked", "false")
    keyboard.press("Escape")
    expect(desk.part("state-labels")).not_to_contain_text("Zebra two")
    desk.inbox()
    desk.part("label-menu").locator("summary").click()
    desk.part("label-list").filter(has_text="Zebra one").click()
    expect(desk.row(waiting)).to_be_visible()
    expect(desk.page.locator("[data-row]")).to_have_count(1)
