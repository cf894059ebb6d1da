"""How many keys and clicks does each act take? Counted in a browser, and the page of docs says the same."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk
from tests.browser.test_inbox import ask_for_person
from tests.conftest import Demo

pytestmark = pytest.mark.once

Staff = Callable[..., Desk]
TABLE = (Path(__file__).parents[2] / "docs" / "desk-speed.md").read_text()
#: "| Take over | 1 |": what the page of docs says.
SAID = dict(re.findall(r"^\| ([^|]+?) \| (\d+) \|", TABLE, re.MULTILINE))


class Counter:
    """Presses and counts; what is typed as text is not counted, since everybody types it everywhere."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.number = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.number += 1


@pytest.fixture
def bob(staff: Staff, demo: Demo) -> Desk:
    desk = staff().open(ask_for_person(demo, "Carl Counted", "The crust of my rye was split"))
    expect(desk.page.locator("[aria-keyshortcuts]").first).to_be_visible()
    return desk


@pytest.fixture
def mine(bob: Desk) -> Desk:
    bob.take()
    bob.page.evaluate("document.activeElement.blur()")
    return bob


def check(counter: Counter, act: str) -> None:
    assert str(counter.number) == SAID[act]


def test_take_over_and_reply(bob: Desk) -> None:
    counter = Counter(bob.page)
    counter.press("t")
    bob.expect_mine()
    expect(bob.part("reply-text")).to_be_focused()
    bob.page.keyboard.type("A new one is on its way.")
    counter.press("Control+Enter")
    expect(bob.part("due")).to_have_count(1)
    check(counter, "Take over and reply")
    counter = Counter(bob.page)
    counter.press("Control+z")
    expect(bob.part("reply-text")).to_have_value("A new one is on its way.")
    check(counter, "Take a reply back")


def test_private_note(mine: Desk) -> None:
    counter = Counter(mine.page)
    counter.press("n")
    mine.page.keyboard.type("Second split crust this week.")
    counter.press("Control+Enter")
    expect(mine.part("note")).to_have_count(1)
    check(counter, "Private note")


def test_snooze(mine: Desk) -> None:
    counter = Counter(mine.page)
    counter.press("s")
    expect(mine.page.locator("#snooze-dialog")).to_be_visible()
    counter.press("Enter")
    expect(mine.part("holder")).to_contain_text("Snoozed")
    check(counter, "Snooze for the first time offered")


def test_hand_to_a_colleague(mine: Desk, demo: Demo) -> None:
    counter = Counter(mine.page)
    counter.press("Control+k")
    mine.page.keyboard.type(demo.ready["owner"]["name"])
    expect(mine.page.locator('[role=option][data-hands-to][aria-selected="true"]')).to_have_count(1)
    counter.press("Enter")
    expect(mine.page.locator("#assignment-dialog input:checked")).to_be_focused()
    counter.press("Enter")
    expect(mine.part("holder")).to_contain_text("With")
    check(counter, "Hand to a colleague")


def test_label(mine: Desk) -> None:
    counter = Counter(mine.page)
    counter.press("l")
    expect(mine.page.locator("#label-words")).to_be_focused()
    mine.page.keyboard.type("split crust")
    expect(mine.page.locator('#label-choices [aria-selected="true"]')).to_have_count(1)
    counter.press("Enter")
    expect(mine.page.locator("#state .label")).to_have_count(1)
    check(counter, "Label")


def test_close(mine: Desk) -> None:
    counter = Counter(mine.page)
    counter.press("e")
    expect(mine.part("close-confirm")).to_be_focused()
    counter.press("Enter")
    expect(mine.part("holder")).to_have_text("Closed")
    check(counter, "Close")


def test_open_the_next_one(mine: Desk, demo: Demo) -> None:
    ask_for_person(demo, "Nils Next", "And mine was flat")
    mine.inbox()
    counter = Counter(mine.page)
    counter.press("j", "Enter")
    mine.page.wait_for_url("**/desk/conversations/**")
    check(counter, "Open the next conversation")


def test_find_a_customer(mine: Desk) -> None:
    mine.go("/tasks/")
    counter = Counter(mine.page)
    counter.press("Control+k")
    mine.page.keyboard.type("carl counted")
    expect(mine.page.get_by_role("group", name="Conversations")).to_be_visible()
    expect(mine.page.locator('[role=option][aria-selected="true"]')).to_contain_text("Carl Counted")
    counter.press("Enter")
    mine.page.wait_for_url("**/desk/conversations/**")
    check(counter, "Find a customer's conversation")
