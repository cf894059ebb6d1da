"""A task is written down by keys with its deadline said at once, a note put right, a macro found in the palette."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.axe import find_violations
from tests.browser.desk import Desk
from tests.browser.test_inbox import ask_for_person
from tests.conftest import Demo

pytestmark = pytest.mark.once

Staff = Callable[..., Desk]


def test_one_s_own_note_is_changed_by_the_keyboard(staff: Staff, demo: Demo) -> None:
    bob = staff().open(ask_for_person(demo, "Nina Note", "Is the rye bread without milk?"))
    bob.note("Ask about rye")
    bob.part("renote").press("Enter")
    expect(bob.part("renote-text")).to_have_value("Ask about rye")
    bob.part("renote-text").fill("Ask about **spelt**")
    bob.page.keyboard.press("Control+Enter")
    note = bob.part("note").filter(has_text="spelt")
    expect(note.locator("strong").filter(has_text="spelt")).to_be_visible()
    expect(note).to_contain_text("Edited")


def test_a_macro_is_found_in_the_palette(staff: Staff, demo: Demo) -> None:
    bob = staff().go("/macros/")
    page = bob.page
    page.get_by_label("Name", exact=True).fill("Palette greeting")
    page.get_by_label("Text").fill("Dear {{customer.first_name}}, thank you.")
    bob.part("macro-save").click()
    bob.open(ask_for_person(demo, "Mara Macro", "My loaf was burnt"))
    bob.take()
    page.keyboard.press("Control+k")
    page.keyboard.type("palette gree", delay=20)
    expect(page.get_by_role("option").filter(has_text="Palette greeting")).to_be_visible()
    page.get_by_role("option").filter(has_text="Palette greeting").click()
    expect(bob.part("reply-text")).to_have_value("Dear Mara, thank you.")


def test_a_task_is_written_down_done_and_undone_without_the_mouse(staff: Staff, demo: Demo) -> None:
    bob = staff().open(ask_for_person(demo, "Tara Task", "Please call me about the cake"))
    page = bob.page
    page.keyboard.press("d")
    expect(bob.part("task-text")).to_be_focused()
    page.keyboard.type("Call Tara")
    page.keyboard.press("Tab")
    with page.expect_response("**/tasks/deadline?*"):
        page.keyboard.type("in 2 hours")
    expect(bob.part("deadline-words")).to_be_visible()
    assert find_violations(page) == []
    bob.part("task-save").press("Enter")
    expect(page.locator("#task-dialog")).not_to_be_visible()
    written = bob.part("task-beside").filter(has_text="Call Tara")
    expect(written).to_contain_text("in 1 h 59 min")
    written.locator('[data-wl="task-done"]').press("Enter")
    expect(bob.part("task-beside")).to_have_count(0)
    bob.go("/tasks/")
    page.get_by_role("listitem").filter(has_text="Call Tara").locator('[data-wl="task-undo"]').press("Enter")
    expect(bob.part("task").filter(has_text="Call Tara")).to_be_visible()
