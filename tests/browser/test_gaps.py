"""A question that nobody had written down becomes an answer: one click, and the next customer gets it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.widget import Widget

pytestmark = pytest.mark.once

Visit = Callable[..., Widget]
Staff = Callable[..., Desk]

QUESTION = "Do you repair toasters?"
REPLY = "We repair toasters every Thursday morning, free of charge."


def test_one_click_on_a_draft_is_what_the_next_customer_hears(visit: Visit, staff: Staff) -> None:
    dana = visit()
    dana.ask(QUESTION)
    dana.ask("I would like to talk to a person")
    bob = staff().open(dana.id)
    bob.take()
    bob.reply(REPLY)
    alice = staff("owner").go("/knowledge/")
    alice.page.get_by_role("link", name="Gaps", exact=True).click()
    alice.page.get_by_role("link", name=re.compile("See the draft.*toasters", re.I)).click()
    expect(alice.page.get_by_label("Answer", exact=True)).to_have_value(REPLY)
    alice.page.get_by_role("button", name="Publish", exact=True).click()
    expect(alice.page.locator("[data-toast]").first).to_contain_text("is published")
    expect(visit().ask(QUESTION)).to_contain_text("every Thursday morning")


def test_what_is_no_gap_is_put_aside_by_the_keyboard_and_comes_back_on_demand(
    visit: Visit, staff: Staff
) -> None:
    visit().ask("Do you teach parrots to sing?")
    alice = staff("owner").go("/gaps/")
    card = alice.page.locator(".gaps-card", has_text="parrots")
    card.get_by_role("link", name="See the draft").press("Enter")
    alice.page.get_by_role("button", name="Not a gap").press("Enter")
    expect(alice.page.locator("[data-toast]").first).to_contain_text("off the list")
    expect(card).to_have_count(0)
    alice.page.get_by_role("link", name=re.compile("^Done")).click()
    card.get_by_role("link", name="Look at it").press("Enter")
    alice.page.get_by_role("button", name="Put it back on the list").press("Enter")
    expect(alice.page.get_by_role("button", name="Publish", exact=True)).to_be_visible()
