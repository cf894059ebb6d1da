"""For who uses keyboard or screen reader: focus that is seen, a way past the frame, no traps, news read out."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewContext
from tests.browser.desk import Desk
from tests.browser.pages import NOBODY, PAGES, Shown
from tests.browser.widget import Widget
from tests.conftest import Demo

pytestmark = pytest.mark.once

Staff = Callable[..., Desk]
Visit = Callable[..., Widget]

TEARS = "My mother's insulin has not come and I am in tears"
#: More stops than any page has; who needs more is in a trap.
MOST_STOPS = 400
#: What is focused: a name for the report, whether a ring is drawn and whether it lies on the screen.
#: A ring may be drawn by what stands around the element, as with the palette's line.
FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body || at === document.documentElement) return null;
  const box = at.getBoundingClientRect();
  const ring = (one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  };
  const around = [at, at.nextElementSibling, at.parentElement, at.parentElement?.parentElement].filter(Boolean);
  return { name: at.outerHTML.slice(0, 120), ringed: around.some(ring),
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth };
}"""
WALKED = [each for each in PAGES if each.name in {
    "help-home", "help-article", "login", "desk-queue", "desk-conversation", "customer", "tasks", "decisions",
    "knowledge", "knowledge-article", "gaps", "learning", "rules", "people", "business", "styleguide",
}]  # fmt: skip


def walk(page: Page) -> list[dict[str, Any]]:
    """Each stop of the Tab key from the top of the page until focus leaves it."""
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    stops: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            return stops
        stops.append(stop)
    raise AssertionError(f"trapped at {stops[-1]['name']}")


@pytest.mark.parametrize("shown", WALKED, ids=lambda shown: shown.name)
def test_the_tab_key_goes_through_the_page_with_a_ring_that_is_seen(
    shown: Shown, demo: Demo, new_context: NewContext, staff: Staff, visit: Visit
) -> None:
    if shown.name in ("desk-conversation", "customer"):
        visit().ask(TEARS)  # somebody waits in the queue
    page = new_context().new_page() if shown.who == NOBODY else staff(shown.who).page
    page.goto(f"{demo.url}{shown.path}")
    shown.ready(page, demo.url)
    stops = walk(page)
    assert "skip-link" in stops[0]["name"]
    assert [each["name"] for each in stops if not (each["ringed"] and each["seen"])] == []


def test_the_skip_link_leads_past_the_frame(staff: Staff) -> None:
    page = staff().go("/tasks/").page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_menu_goes_by_arrows_and_closes_by_escape(staff: Staff) -> None:
    page = staff("owner").go("/styleguide").page
    summary = page.locator("details.dropdown summary").first
    summary.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Open O")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("button", name="Delete").last).to_be_focused()
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(page.locator("details.dropdown[open]")).to_have_count(0)


def test_a_tooltip_comes_with_focus_and_goes_with_escape(staff: Staff) -> None:
    page = staff("owner").go("/styleguide").page
    page.get_by_role("button", name="Like a link").focus()
    page.keyboard.press("Tab")
    for _ in range(12):
        if page.locator(".tip:popover-open").count():
            break
        page.keyboard.press("Tab")
    expect(page.locator(".tip:popover-open")).to_contain_text("Snooze")
    page.keyboard.press("Escape")
    expect(page.locator(".tip:popover-open")).to_have_count(0)


def test_what_was_done_can_be_taken_back_from_the_toast(staff: Staff) -> None:
    page = staff("owner").go("/styleguide").page
    page.get_by_role("button", name="With undo").click()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Taken back.")).to_be_visible()


def test_a_new_message_and_a_new_customer_are_read_out(visit: Visit, staff: Staff) -> None:
    dana = visit()
    dana.ask(TEARS)
    bob, carol = staff().open(dana.id), staff(1).inbox()
    log = bob.page.get_by_role("log", name="Conversation")
    log.evaluate("each => { each.isSame = true; }")
    dana.say("Are you there?")
    expect(log).to_contain_text("Are you there?")
    # The log stays the same element, so that a screen reader reads what is added and no more.
    assert log.evaluate("each => each.isSame")
    visit().ask(TEARS)
    expect(carol.page.locator("#announcer")).to_contain_text("waiting")
