"""A reply on its way: seen at once, taken back, sent without its page, stopped by what the customer says."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.widget import Widget

Visit = Callable[..., Widget]
Staff = Callable[..., Desk]


def test_control_z_takes_it_back_into_the_box(visit: Visit, staff: Staff) -> None:
    dana = visit()
    dana.ask("I am in tears, my insulin has not come")
    bob = staff().open(dana.id)
    bob.take()
    bob.part("reply-text").fill("Dear Dnaa")
    bob.page.keyboard.press("Control+Enter")
    expect(bob.part("due")).to_contain_text("Dear Dnaa")
    bob.page.keyboard.press("Control+z")
    expect(bob.part("reply-text")).to_have_value("Dear Dnaa")
    expect(bob.part("reply-text")).to_be_focused()
    expect(bob.part("due")).to_have_count(0)
    bob.page.reload()
    expect(bob.part("reply-text")).to_have_value("Dear Dnaa")
    bob.reply("Dear Dana")
    expect(dana.has_text("Dear Dana")).to_have_count(1)
    assert "Dnaa" not in str(dana.stored())


def test_it_leaves_once_though_its_page_is_closed(visit: Visit, staff: Staff) -> None:
    dana = visit()
    dana.ask("I am in tears, my insulin has not come")
    bob = staff().open(dana.id)
    bob.take()
    bob.part("reply-text").fill("I am on it.")
    bob.part("send-reply").click()
    expect(bob.part("due")).to_have_count(1)
    bob.page.close()
    expect(dana.has_text("I am on it.")).to_have_count(1, timeout=30_000)
    assert str(dana.stored()).count("I am on it.") == 1


def test_what_the_customer_says_meanwhile_stops_it(visit: Visit, staff: Staff) -> None:
    dana = visit()
    dana.ask("I am in tears, my insulin has not come")
    bob = staff().open(dana.id)
    bob.take()
    bob.part("reply-text").fill("It comes tomorrow.")
    bob.part("send-reply").click()
    expect(bob.part("due")).to_have_count(1)
    dana.say("It has just come!")
    expect(bob.part("due-stopped")).to_contain_text("It has just come!", timeout=30_000)
    assert "tomorrow" not in str(dana.stored())
    bob.part("due").get_by_role("button", name="Send anyway").click()
    expect(dana.has_text("It comes tomorrow.")).to_have_count(1)
    expect(bob.part("due")).to_have_count(0)
