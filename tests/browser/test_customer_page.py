"""The customer's page by the keyboard: mood as a list, a consent written down, a preference changed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.axe import find_violations
from tests.browser.desk import Desk
from tests.browser.pages import first_customer

pytestmark = pytest.mark.once


def test_consent_and_preference_are_kept_with_who_said_so(staff: Callable[..., Desk]) -> None:
    desk = staff(0).go("/desk/?tab=closed")
    first_customer(desk.page, desk.url)
    expect(desk.part("mood").get_by_role("img")).to_be_visible()
    desk.part("mood").get_by_text("The same as a list").press("Enter")
    expect(desk.part("mood").get_by_role("table")).to_be_visible()
    assert find_violations(desk.page) == []
    history = desk.part("consents").get_by_role("form", name="Speak of earlier orders and talks")
    history.get_by_role("combobox").select_option("phone")
    history.get_by_role("button", name="They said yes").press("Enter")
    expect(history.get_by_text("Allowed", exact=True)).to_be_visible()
    expect(history).to_contain_text(f"by telephone, written down by {desk.name}")
    history.get_by_role("button", name="They withdrew it").press("Enter")
    expect(history.get_by_text("Withdrawn", exact=True).first).to_be_visible()
    desk.page.get_by_label("Would rather be reached").select_option("phone")
    desk.page.get_by_role("button", name="Save").press("Enter")
    desk.page.get_by_text("What was changed, by whom").press("Enter")
    expect(desk.page.locator(".customer-changes").get_by_text("By telephone").first).to_be_visible()
