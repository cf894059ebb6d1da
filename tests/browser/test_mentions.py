"""A colleague is called by name in a note, hears of it wherever they are, and the writer sees that they looked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.desk import Desk
from tests.browser.test_inbox import ask_for_person
from tests.conftest import Demo

Staff = Callable[..., Desk]


@pytest.fixture
def waiting(demo: Demo) -> str:
    return ask_for_person(demo, "Nora Noted", "May I pay by invoice?")


def test_a_colleague_is_found_called_and_told(staff: Staff, waiting: str) -> None:
    bob, colleague = staff(0).open(waiting), staff(1).inbox("all")
    name = colleague.name
    if not bob.part("note-text").is_visible():
        bob.part("tab-note").click()
    bob.part("note-text").focus()
    bob.page.keyboard.type(f"Can you, @{name[:3]}")
    expect(bob.part("call").filter(has_text=name)).to_be_visible()
    assert not axe.find_violations(bob.page)
    bob.page.keyboard.press("Enter")
    expect(bob.part("note-text")).to_have_value(f"Can you, @{name} ")
    bob.page.keyboard.type("look?")
    bob.page.keyboard.press("Control+Enter")
    expect(bob.part("note-calls")).to_contain_text(f"{name}: not seen yet")
    expect(colleague.page.get_by_text("A colleague called you in a note")).to_be_visible()
    colleague.inbox("mentions")
    expect(colleague.row(waiting)).to_contain_text("Can you")
    colleague.open(waiting)
    expect(bob.part("note-calls")).to_contain_text(f"{name}: has seen it")
