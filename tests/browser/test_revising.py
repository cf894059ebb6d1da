"""A reply that is put right within its minute: on the desk and on the customer's open page."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.widget import Widget

Visit = Callable[..., Widget]
Staff = Callable[..., Desk]


def test_the_customer_sees_that_it_was_edited_and_then_that_it_was_deleted(
    visit: Visit, staff: Staff
) -> None:
    dana = visit()
    dana.ask("I am in tears, my insulin has not come")
    bob = staff().open(dana.id)
    bob.take()
    bob.reply("It comes on Monday.")
    expect(dana.has_text("It comes on Monday.")).to_have_count(1)
    bob.part("revise").click()
    expect(bob.part("revision-text")).to_have_value("It comes on Monday.")
    bob.part("revision-text").fill("It comes on Tuesday.")
    bob.page.keyboard.press("Control+Enter")
    expect(dana.has_text("It comes on Tuesday.")).to_have_count(1)
    expect(dana.part("message").filter(has_text="It comes on Tuesday.")).to_contain_text("edited")
    expect(dana.has_text("It comes on Monday.")).to_have_count(0)
    bob.part("revise").click()
    bob.part("revision-delete").click()
    expect(dana.has_text("This message was deleted.")).to_have_count(1)
    expect(bob.message("Deleted by")).to_have_count(1)
