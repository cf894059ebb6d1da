"""Acts on the conversation's page, by keyboard: until any moment it rests, an emoji, the transcript, a merge."""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.widget import Widget
from tests.chat import Chat
from tests.conftest import Demo
from warmline.lib.time import now

Visit = Callable[..., Widget]
Staff = Callable[..., Desk]

TEARS = "My mother's insulin has not come and I am in tears"


def test_an_emoji_is_found_by_name_and_put_in_by_keyboard_or_short_code(visit: Visit, staff: Staff) -> None:
    dana = visit()
    dana.ask(TEARS)
    bob = staff().open(dana.id)
    bob.take()
    box = bob.part("reply-text")
    box.press_sequentially("So glad :tada:")
    expect(box).to_have_value("So glad 🎉")
    bob.page.locator('[data-emoji="reply-text"]').press("Enter")
    expect(bob.part("emoji-search")).to_be_focused()
    bob.page.keyboard.type("thank")
    expect(bob.page.get_by_role("option", selected=True)).to_have_attribute("aria-label", "pray")
    bob.page.keyboard.press("Enter")
    expect(box).to_be_focused()
    expect(box).to_have_value("So glad 🎉🙏")
    bob.page.locator('[data-emoji="reply-text"]').click()
    expect(bob.page.get_by_role("option").first).to_have_attribute("aria-label", "pray")
    bob.page.keyboard.press("ArrowRight")
    expect(bob.page.get_by_role("option", selected=True)).not_to_have_attribute("aria-label", "pray")
    bob.page.keyboard.press("Escape")
    expect(box).to_be_focused()
    bob.part("send-reply").click()
    expect(dana.has_text("So glad 🎉🙏")).to_have_count(1, timeout=30_000)


def test_it_rests_until_a_moment_of_ones_own(visit: Visit, staff: Staff) -> None:
    dana = visit()
    dana.ask(TEARS)
    bob = staff().open(dana.id)
    bob.take()
    bob.part("snooze").click()
    expect(bob.part("moment").first).to_be_focused()
    at = now() + timedelta(days=5)
    bob.part("snooze-at").fill(f"{at:%Y-%m-%d}T10:30")
    bob.part("snooze-then").click()
    expect(bob.part("holder")).to_contain_text("10:30")


def test_the_transcript_is_read_and_taken_along(visit: Visit, staff: Staff) -> None:
    dana = visit()
    dana.ask(TEARS)
    bob = staff().open(dana.id)
    bob.part("transcript").click()
    expect(bob.page.get_by_text(TEARS)).to_be_visible()
    with bob.page.expect_download() as download:
        bob.part("transcript-text").click()
    assert TEARS in download.value.path().read_text()


def test_two_conversations_of_one_customer_are_merged_and_taken_back(demo: Demo, staff: Staff) -> None:
    with demo.client() as client:
        email = f"twice-{now():%H%M%S%f}@mail.example"
        first = Chat(client, email=email)
        second = Chat(client, email=email)
        second.ask("My cake is late, where is it?")
    bob = staff().open(first.id)
    bob.part("merge").click()
    bob.page.get_by_role("radio").check()
    bob.part("merge-confirm").click()
    expect(bob.part("joined").get_by_role("link")).to_have_attribute("href", re.compile(second.id))
    bob.part("merge-undo").click()
    bob.expect_mine()
    expect(bob.part("joined")).to_have_count(0)
