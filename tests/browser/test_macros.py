"""A macro by the keyboard alone: kept, found by a slash, filled, never sent while a place is open, closed along."""

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
    return ask_for_person(demo, "Mira Macro", "Can I come an hour later?")


def keep(desk: Desk, name: str, text: str, then: str = "") -> None:
    desk.go("/macros/")
    desk.page.get_by_label("Name", exact=True).fill(name)
    desk.page.get_by_label("Text").fill(text)
    desk.page.get_by_label("Then").select_option(then)
    desk.part("macro-save").click()
    expect(desk.part("macro-item").filter(has_text=name)).to_be_visible()


def test_a_macro_is_found_filled_and_never_sent_while_a_place_is_open(staff: Staff, waiting: str) -> None:
    desk = staff()
    keep(
        desk, "Come later", "Hello {{customer.first_name}}, come at {{your time}} or {{time}}.", then="close"
    )
    desk.open(waiting).take()
    keyboard = desk.page.keyboard
    desk.part("reply-text").focus()
    keyboard.type("/later")
    expect(desk.part("macro")).to_have_count(1)
    assert not axe.find_violations(desk.page)
    keyboard.press("Enter")
    expect(desk.part("reply-text")).to_have_value("Hello Mira, come at {{your time}} or {{time}}.")
    expect(desk.part("unfilled")).to_have_text("{{time}}")
    keyboard.press("Control+Enter")
    expect(desk.part("reply-text")).to_have_value("Hello Mira, come at {{your time}} or {{time}}.")
    keyboard.type("nine")
    expect(desk.part("reply-text")).to_have_value("Hello Mira, come at {{your time}} or nine.")
    expect(desk.part("unfilled")).not_to_be_visible()
    expect(desk.part("macro-acts")).to_have_text("close it")
    keyboard.press("Control+Enter")
    expect(desk.message("or nine.")).to_be_visible()
    expect(desk.part("holder")).to_have_text("Closed")


def test_escape_closes_the_list_and_a_slash_stays_a_slash(staff: Staff, waiting: str) -> None:
    desk = staff()
    keep(desk, "Slashes", "Never mind")
    desk.open(waiting).take()
    box = desk.part("reply-text")
    box.focus()
    desk.page.keyboard.type("and/or /sla")
    expect(desk.part("macro").filter(has_text="Slashes")).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(desk.part("macro")).to_have_count(0)
    desk.page.keyboard.type("s")
    desk.page.wait_for_timeout(400)
    expect(desk.part("macro")).to_have_count(0)
    expect(box).to_be_focused()
    expect(box).to_have_value("and/or /slas")
    box.fill("")
    desk.part("macros").click()
    desk.page.keyboard.type("slashes")
    desk.page.keyboard.press("Enter")
    expect(box).to_have_value("Never mind")
    desk.page.keyboard.press("Control+z")
    expect(box).to_have_value("/slashes")


def test_the_page_shows_how_a_macro_reads(staff: Staff) -> None:
    desk = staff().go("/macros/")
    box = desk.page.get_by_label("Text")
    box.fill("Dear ")
    desk.page.get_by_role("button", name="customer.first_name", exact=True).click()
    expect(box).to_have_value("Dear {{customer.first_name}}")
    expect(desk.part("macro-preview")).to_have_text("Dear Dana")
    box.press_sequentially(" {{what}}")
    expect(desk.part("macro-preview").locator("mark")).to_have_text("{{what}}")
