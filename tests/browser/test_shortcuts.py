"""Is everything done by keys, never a letter taken from who writes, and all of it in each person's own way?"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.desk import Desk
from tests.browser.test_inbox import ask_for_person
from tests.conftest import Demo

pytestmark = pytest.mark.once

Staff = Callable[..., Desk]
#: What a keyboard or an input method sends for each way of writing; the letter is one that has a shortcut.
WRITING = {
    "AltGr and a Polish letter": "{key: 'e', code: 'KeyE', modifierAltGraph: true}",
    "AltGr as Windows sends it": "{key: 'e', code: 'KeyE', ctrlKey: true, altKey: true}",
    "Option on a Mac": "{key: 'e', code: 'KeyE', altKey: true}",
    "a word being composed": "{key: 'e', code: 'KeyE', isComposing: true}",
    "an input method at work": "{key: 'Process', code: 'KeyE', keyCode: 229}",
    "a dead key": "{key: 'Dead', code: 'KeyE'}",
    "a Polish letter": "{key: 'ę', code: 'KeyE', modifierAltGraph: true}",
}


@pytest.fixture
def bob(staff: Staff, demo: Demo) -> Iterator[Desk]:
    """On the page of a conversation that is his."""
    desk = staff().open(ask_for_person(demo, "Kay Keys", "The lid of the cake box is torn"))
    desk.take()
    desk.page.evaluate("document.activeElement.blur()")
    yield desk
    put_back(desk)


def put_back(desk: Desk) -> None:
    desk.go("/shortcuts/")
    desk.part("letters").check()
    desk.part("keys-save").click()
    desk.go("/shortcuts/").part("keys-default").click()
    desk.page.wait_for_load_state()


def is_closing(page: Page) -> bool:
    return bool(page.locator("#closure-dialog").evaluate("each => each.open"))


def test_a_conversation_is_taken_answered_and_closed_without_the_mouse(staff: Staff, demo: Demo) -> None:
    conversation = ask_for_person(demo, "Nora Nomouse", "My loaf was burnt")
    desk = staff().open(conversation)
    page = desk.page
    page.keyboard.press("t")
    desk.expect_mine()
    expect(desk.part("reply-text")).to_be_focused()
    page.keyboard.type("e j s: letters stay letters.")
    expect(desk.part("reply-text")).to_have_value("e j s: letters stay letters.")
    page.keyboard.press("Control+Enter")
    expect(desk.part("due")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(desk.part("reply-text")).not_to_be_focused()
    page.keyboard.press("n")
    expect(desk.part("note-text")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(desk.page.get_by_role("dialog", name="Close this conversation?")).to_be_visible()
    desk.part("close-confirm").press("Enter")
    expect(desk.part("holder")).to_have_text("Closed")


@pytest.mark.parametrize("way", WRITING)
def test_what_writes_a_letter_is_never_taken(bob: Desk, way: str) -> None:
    bob.page.evaluate(
        f"document.body.dispatchEvent(new KeyboardEvent('keydown', {{bubbles: true, ...{WRITING[way]}}}))"
    )
    assert not is_closing(bob.page)
    bob.page.keyboard.press("e")
    assert is_closing(bob.page)


def test_a_letter_on_a_keyboard_of_another_alphabet_counts_by_its_place(bob: Desk) -> None:
    bob.page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {bubbles: true, key: 'у', code: 'KeyE'}))"
    )
    assert is_closing(bob.page)


def test_two_keys_in_a_row_go_to_a_page_and_a_letter_behind_a_window_does_nothing(bob: Desk) -> None:
    page = bob.page
    page.keyboard.press("s")
    expect(page.locator("#snooze-dialog")).to_be_visible()
    page.keyboard.press("e")
    assert not is_closing(page)
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("m")
    page.wait_for_url("**/desk/?tab=mine")


def test_the_palette_finds_acts_pages_and_customers_and_what_was_used_comes_first(
    bob: Desk, demo: Demo
) -> None:
    page = bob.page
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Find or do anything")
    expect(box).to_be_focused()
    page.keyboard.type("snz")
    option = page.get_by_role("option", name="Snooze")
    expect(option.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == option.first.get_attribute("id")
    assert axe.find_violations(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("#snooze-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    bob.go("/tasks/")
    page.keyboard.press("Control+k")
    page.keyboard.type("kay k")
    expect(
        page.get_by_role("group", name="Conversations").get_by_role("option", name="Kay Keys").first
    ).to_be_visible()
    box.fill("decis")
    expect(page.get_by_role("option", name="Decisions")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decisions/")
    page.keyboard.press("Control+k")
    own = page.get_by_role("group", name="Do and go").get_by_role("option")
    expect(own.first).to_contain_text("Decisions")
    box.fill("zzzqqq")
    expect(page.locator("#palette [data-none]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).not_to_be_visible()


def test_a_colleague_in_the_palette_opens_the_hand_over_with_them_chosen(bob: Desk, demo: Demo) -> None:
    page = bob.page
    owner = demo.ready["owner"]["email"].split("@")[0]
    page.keyboard.press("Control+k")
    page.keyboard.type(owner.split(".")[0])
    page.get_by_role("group", name="Colleagues").get_by_role("option").first.click()
    expect(page.locator("#assignment-dialog input:checked")).to_have_count(1)


def test_the_sheet_shows_the_keys_of_this_person(bob: Desk) -> None:
    page = bob.page
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Shortcuts")
    expect(sheet.locator("[data-sheet=close] kbd")).to_have_text("e")
    expect(sheet.locator("[data-sheet=palette] kbd").first).to_have_text("Ctrl")
    assert axe.find_violations(page) == []


def test_a_key_of_ones_own_replaces_the_one_that_came_and_stands_on_the_button(bob: Desk) -> None:
    page = bob.page
    address = page.url
    bob.go("/shortcuts/")
    page.get_by_label("Close the conversation").fill("x")
    bob.part("keys-save").click()
    page.wait_for_load_state()
    page.goto(address)
    expect(bob.part("close")).to_have_attribute("aria-keyshortcuts", "x")
    page.keyboard.press("e")
    assert not is_closing(page)
    page.keyboard.press("x")
    assert is_closing(page)


def test_one_switch_turns_single_letters_off_and_the_palette_goes_on(bob: Desk) -> None:
    page = bob.page
    address = page.url
    bob.go("/shortcuts/")
    bob.part("letters").uncheck()
    bob.part("keys-save").click()
    page.wait_for_load_state()
    page.goto(address)
    for key in ("e", "?", "j", "i"):
        page.keyboard.press(key)
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert bob.part("close").get_attribute("aria-keyshortcuts") is None
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Find or do anything")).to_be_focused()
