"""What an agent teaches on the desk is what the next customer hears."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.browser.axe import find_violations
from tests.browser.desk import Desk
from tests.browser.widget import Widget

Visit = Callable[..., Widget]
Staff = Callable[..., Desk]

QUESTION = "Could somebody stow my caravan while I shop?"
TAUGHT = "Parking"


def panel(desk: Desk) -> Locator:
    return desk.part("lesson")


def check(desk: Desk) -> None:
    """Of the page's own parts test_accessibility.py takes care."""
    assert [each for each in find_violations(desk.page) if "teach" in each or "lesson" in each] == []


def test_bob_teaches_by_the_keyboard_and_the_next_customer_gets_that_answer(
    visit: Visit, staff: Staff
) -> None:
    dana = visit()
    dana.ask(QUESTION)
    bob = staff().open(dana.id)
    bob.part("teach").last.locator("summary").press("Enter")
    expect(panel(bob)).to_contain_text("What was the right answer?")
    bob.part("lesson-search").press_sequentially("parking", delay=60)
    found = bob.part("lesson-found").filter(has_text=TAUGHT).first
    expect(found).to_be_visible()
    check(bob)
    found.press("Enter")
    expect(bob.part("taught")).to_contain_text("learned from now on")
    expect(bob.part("taught")).to_contain_text(bob.name)
    expect(bob.part("lesson-undo")).to_be_focused()

    def is_taught() -> bool:
        return "park" in visit().ask(QUESTION).inner_text().casefold()

    assert any(is_taught() for _ in range(5))


def test_an_open_panel_survives_what_happens_meanwhile_and_undo_brings_the_choices_back(
    visit: Visit, staff: Staff
) -> None:
    dana = visit()
    dana.ask("Can I rent your oven for a wedding of two hundred llamas?")
    bob = staff(viewport={"width": 390, "height": 844}, color_scheme="dark").open(dana.id)
    teach = bob.part("teach").last
    teach.locator("summary").click()
    expect(panel(bob)).to_be_visible()
    bob.part("lesson-search").press_sequentially("bread", delay=60)
    expect(bob.part("lesson-found").first).to_be_visible()
    dana.say("Hello?")
    expect(bob.message("Hello?")).to_be_visible()
    expect(bob.part("lesson-search")).to_have_value("bread")
    width = bob.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    check(bob)
    bob.part("lesson-none").click()
    expect(bob.part("taught")).to_contain_text("None of our answers")
    bob.part("lesson-undo").click()
    expect(panel(bob)).to_contain_text(re.compile("Taken back"))
    expect(bob.part("lesson-none")).to_be_visible()
