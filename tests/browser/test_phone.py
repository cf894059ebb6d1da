"""Is the desk usable at 390 px with a thumb, and at 320 px without scrolling sideways?"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.conftest import NewContext
from tests.browser.desk import Desk
from tests.browser.test_inbox import ask_for_person
from tests.conftest import Demo

pytestmark = pytest.mark.once

Staff = Callable[..., Desk]
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
#: What is pressed and stands by itself; a link within a sentence is as high as its line (WCAG 2.5.8).
TOO_LOW = """() => [...document.querySelectorAll(
    "button, summary, .button, .thumb, .tabs a, .inbox-view, .inbox-row, .nav-link")]
  .filter(each => each.checkVisibility({visibilityProperty: true}) && !each.closest("dialog, p, .message"))
  .map(each => [each.getBoundingClientRect(), each.outerHTML.slice(0, 120)])
  .filter(([box]) => box.width > 2 && box.height > 0 && box.height < 43.5)
  .map(([box, html]) => `${box.height} ${html}`)"""
SIDEWAYS = "() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def conversation(demo: Demo) -> str:
    return ask_for_person(
        demo, "Tess Tram", "Which stop is nearest to the bakery, and is the number 14 tram running today?"
    )


def check(page: Page) -> None:
    assert page.evaluate(SIDEWAYS) <= 0
    assert page.evaluate(TOO_LOW) == []


def test_from_the_bar_to_a_conversation_answered_and_back_by_taps(staff: Staff, conversation: str) -> None:
    desk = staff(**PHONE).inbox()
    page = desk.page
    check(page)
    bar = page.get_by_role("navigation", name="At hand")
    expect(bar.get_by_role("link", name="Inbox")).to_have_attribute("aria-current", "page")
    desk.row(conversation).get_by_role("link").tap()
    expect(page.locator("#live")).to_be_visible()
    expect(bar).not_to_be_visible()
    desk.part("take").tap()
    desk.expect_mine()
    check(page)
    desk.part("reply-text").fill("Corner Street, and yes it is.")
    desk.part("send-reply").tap()
    expect(desk.part("due")).to_have_count(1)
    page.evaluate("document.activeElement.blur()")
    expect(desk.part("assign")).not_to_be_visible()
    desk.part("more").tap()
    expect(desk.part("more")).to_have_attribute("aria-expanded", "true")
    expect(desk.part("assign")).to_be_visible()
    check(page)
    desk.part("assign").tap()
    expect(page.get_by_role("dialog", name="Hand to a colleague")).to_be_visible()
    page.keyboard.press("Escape")
    desk.part("card").locator("summary").tap()
    expect(page.locator(".context-lines")).to_be_visible()
    desk.part("customer").locator("summary").first.tap()
    expect(desk.part("customer-page")).to_be_visible()
    assert page.evaluate(SIDEWAYS) <= 0
    desk.part("back").tap()
    bar.get_by_role("link", name="Mine").tap()
    expect(desk.row(conversation)).to_be_visible()


def test_the_box_stays_above_the_on_screen_keyboard(staff: Staff, conversation: str) -> None:
    desk = staff(**PHONE).open(conversation)
    desk.take()
    page = desk.page
    desk.part("reply-text").focus()
    page.set_viewport_size({"width": 390, "height": 460})  # what is left above a keyboard
    for part in ("reply-text", "send-reply"):
        box = desk.part(part).bounding_box()
        assert box and box["y"] >= 0
        assert box["y"] + box["height"] <= 460
    thread = page.locator("#thread").bounding_box()
    assert thread and thread["height"] >= 80


@pytest.mark.parametrize(
    "path",
    ["/desk/?tab=queue", "/desk/?tab=all", "/desk/search/?q=tram", "/staff/me/", "/shortcuts/", "/tasks/"],
)
def test_nothing_scrolls_sideways_at_320(staff: Staff, conversation: str, path: str) -> None:
    desk = staff(**{**PHONE, "viewport": {"width": 320, "height": 640}}).go(path)
    check(desk.page)


def test_a_conversation_does_not_scroll_sideways_at_320(staff: Staff, conversation: str) -> None:
    desk = staff(**{**PHONE, "viewport": {"width": 320, "height": 640}}).open(conversation)
    desk.take()
    check(desk.page)
    assert axe.find_violations(desk.page) == []


def test_it_can_be_installed_and_says_so_when_there_is_no_connection(
    staff: Staff, demo: Demo, new_context: NewContext
) -> None:
    desk = staff(**PHONE).inbox()
    page = desk.page
    manifest = page.request.get(f"{demo.url}/manifest.webmanifest").json()
    assert manifest["display"] == "standalone"
    assert all(page.request.get(f"{demo.url}{icon['src']}").ok for icon in manifest["icons"])
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    kept = page.evaluate(
        "caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(each => each.keys()))))"
        ".then(all => all.flat().map(request => new URL(request.url).pathname))"
    )
    assert all(path == "/offline/" or path.startswith("/static/web/") for path in kept)
    page.context.set_offline(True)
    page.goto(f"{demo.url}/tasks/")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    page.context.set_offline(False)
