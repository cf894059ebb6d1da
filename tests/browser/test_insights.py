"""Why did they really write? By one key on the conversation, with the keyboard alone, up to the page of themes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.axe import find_violations
from tests.browser.desk import Desk
from tests.chat import Chat
from tests.conftest import Demo

pytestmark = pytest.mark.once

Staff = Callable[..., Desk]


def opened(demo: Demo, staff: Staff, text: str) -> Desk:
    with demo.client() as client:
        chat = Chat(client)
        chat.ask(text)
    return staff(0).open(chat.id)


def test_one_key_two_words_and_the_theme_stands_on_the_page_of_insights(demo: Demo, staff: Staff) -> None:
    desk = opened(demo, staff, "My bread was for a picnic and it is late")
    desk.page.keyboard.press("i")
    box = desk.page.get_by_role("combobox", name="Two or three words")
    expect(box).to_be_focused()
    assert find_violations(desk.page) == []
    box.fill("picnic was spoiled")
    box.press("Enter")
    expect(desk.part("why-kept")).to_have_text("Kept under “picnic was spoiled”.")
    expect(desk.part("why-done")).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#insight-dialog")).to_be_hidden()
    desk.go("/insights/")
    expect(desk.part("theme").filter(has_text="picnic was spoiled")).to_be_visible()


def test_a_theme_is_found_by_its_meaning_and_picked_with_the_arrow(demo: Demo, staff: Staff) -> None:
    desk = opened(demo, staff, "Where is the delivery?")
    desk.page.keyboard.press("i")
    box = desk.page.get_by_role("combobox")
    expect(box).to_be_focused()
    with desk.page.expect_response(lambda got: "themes?words=parcel" in got.url):
        box.press_sequentially("parcel arrived late")
    option = desk.page.get_by_role("option").first
    expect(option).to_contain_text("delivery too late")
    box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(desk.part("why-kept")).to_have_text("Kept under “delivery too late”.")
    desk.part("why-take-back").first.click()
    expect(desk.part("why-noted")).to_have_count(0)


def test_the_letter_does_nothing_while_somebody_writes(demo: Demo, staff: Staff) -> None:
    desk = opened(demo, staff, "Hello")
    note = desk.part("note-text")
    if not note.is_visible():
        desk.part("tab-note").click()
    note.press_sequentially("i")
    expect(note).to_have_value("i")
    expect(desk.page.locator("#insight-dialog")).to_be_hidden()
