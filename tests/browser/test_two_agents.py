"""Two agents at one conversation: they see each other, and nothing that they write is lost or sent blindly."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.watch import Watch
from tests.browser.widget import Widget

Visit = Callable[..., Widget]
Staff = Callable[..., Desk]

TEARS = "My mother's insulin has not come and I am in tears"


def hold_back(desk: Desk, conversation: str) -> None:
    """The line to this page is slow: it does not show yet what happens."""
    updates = re.compile(rf"/desk/conversations/{conversation}/(\?.*)?$")
    desk.page.route(updates, lambda route: route.fulfill(status=204))


def test_both_see_that_the_other_is_looking_and_writing(visit: Visit, staff: Staff) -> None:
    dana = visit()
    dana.ask(TEARS)
    bob, carol = staff().open(dana.id), staff(1).open(dana.id)
    expect(bob.part("viewers")).to_contain_text(f"{carol.name} is also looking")
    expect(carol.part("viewers")).to_contain_text(f"{bob.name} is also looking")
    carol.part("note-text").press_sequentially("I know her", delay=20)
    expect(bob.part("viewers")).to_contain_text(f"{carol.name} is writing")
    carol.go("/desk/")
    expect(bob.part("viewers")).not_to_contain_text(carol.name)


def test_a_reply_to_an_older_state_is_stopped_and_kept(visit: Visit, staff: Staff, watch: Watch) -> None:
    watch.expect("409")
    dana = visit()
    dana.ask(TEARS)
    bob = staff().open(dana.id)
    bob.take()
    bob.part("reply-text").fill("It will come tomorrow.")
    hold_back(bob, dana.id)
    dana.say("It has just come!")
    expect(dana.part("delivery")).to_have_count(0)
    bob.part("send-reply").click()
    expect(bob.part("refusal")).not_to_be_empty()
    expect(bob.part("reply-text")).to_have_value("It will come tomorrow.")
    assert "tomorrow" not in str(dana.stored())
    bob.page.unroute_all()
    bob.open(dana.id)
    expect(bob.message("It has just come!")).to_be_visible()
    expect(bob.part("reply-text")).to_have_value("It will come tomorrow.")
    bob.reply("Wonderful, all is well then.")
    expect(dana.has_text("Wonderful, all is well then.")).to_have_count(1)


def test_a_stopped_reply_shows_what_is_new_and_is_sent_anyway_at_a_press(
    visit: Visit, staff: Staff, watch: Watch
) -> None:
    watch.expect("409")
    dana = visit()
    dana.ask(TEARS)
    bob = staff().open(dana.id)
    bob.take()
    bob.part("reply-text").fill("It will come tomorrow.")
    hold_back(bob, dana.id)
    dana.say("It has just come!")
    expect(dana.part("delivery")).to_have_count(0)
    bob.part("send-reply").click()
    expect(bob.part("refusal")).to_contain_text("It has just come!")
    bob.page.unroute_all()
    bob.part("send-anyway").click()
    expect(dana.has_text("It will come tomorrow.")).to_have_count(1, timeout=30_000)


def test_drafts_survive_a_reload_and_follow_to_another_browser(visit: Visit, staff: Staff) -> None:
    dana = visit()
    dana.ask(TEARS)
    bob = staff().open(dana.id)
    bob.take()
    with bob.page.expect_response(re.compile("/draft$")):
        bob.part("reply-text").fill("Half a reply")
    bob.page.reload()
    expect(bob.part("reply-text")).to_have_value("Half a reply")
    elsewhere = staff().open(dana.id)
    expect(elsewhere.part("reply-text")).to_have_value("Half a reply")


def test_what_a_colleague_took_a_moment_earlier_is_refused_kindly(
    visit: Visit, staff: Staff, watch: Watch
) -> None:
    watch.expect("409")
    dana = visit()
    dana.ask(TEARS)
    bob, carol = staff().open(dana.id), staff(1).open(dana.id)
    hold_back(carol, dana.id)
    bob.take()
    carol.part("take").click()
    expect(carol.part("refusal")).to_contain_text(bob.name)
    carol.page.unroute_all()
    carol.open(dana.id)
    expect(carol.part("holder")).to_have_text(f"With {bob.name}")
    expect(carol.part("take")).to_have_count(0)


def test_after_a_lost_network_the_desk_shows_what_it_missed(visit: Visit, staff: Staff, watch: Watch) -> None:
    watch.expect(r"net::ERR_|htmx:(sendError|afterRequest)")
    dana = visit()
    dana.ask(TEARS)
    bob = staff().open(dana.id)
    bob.take()
    bob.page.context.set_offline(True)
    dana.say("Are you still there?")
    expect(dana.part("delivery")).to_have_count(0)
    bob.page.context.set_offline(False)
    expect(bob.message("Are you still there?")).to_have_count(1)
    bob.reply("Yes, I am.")
    expect(dana.has_text("Yes, I am.")).to_have_count(1)
