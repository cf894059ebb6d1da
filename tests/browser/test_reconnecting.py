"""Reloads, lost networks, killed servers and second tabs: the chat goes on, nothing missing, nothing doubled."""

import json
import time
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.watch import Watch
from tests.browser.widget import Widget
from tests.conftest import Demo

Visit = Callable[..., Widget]

ROUTINE = "What are your opening hours?"
CUT_NETWORK = r"net::ERR_|network error|could not be loaded"


def check_complete(widget: Widget) -> None:
    """Once all is answered, the page shows each stored message once, in order."""
    until = time.monotonic() + 15
    while not is_complete(widget) and time.monotonic() < until:
        widget.page.wait_for_timeout(100)
    stored = widget.stored()
    assert widget.numbers() == list(range(1, len(stored) + 1))
    assert widget.texts() == [each["text"] for each in stored]


def is_complete(widget: Widget) -> bool:
    stored = widget.stored()
    is_answered = stored[-1]["from"]["kind"] != "customer"
    return is_answered and widget.texts() == [each["text"] for each in stored]


def test_a_reload_keeps_the_thread(visit: Visit) -> None:
    widget = visit()
    widget.ask(ROUTINE)
    widget.part("input").fill("half a sentence")
    widget.reload()
    expect(widget.messages).to_have_count(3)
    check_complete(widget)
    expect(widget.part("input")).to_have_value("half a sentence")
    widget.ask("Is there parking?")
    check_complete(widget)


def test_what_is_written_offline_is_sent_once_when_the_network_is_back(visit: Visit, watch: Watch) -> None:
    watch.expect(CUT_NETWORK)
    widget = visit()
    widget.ask(ROUTINE)
    widget.page.context.set_offline(True)
    widget.say("Is there parking?")
    failed = widget.from_kind("customer").last
    expect(failed.locator('[data-wl="retry-send"]')).to_have_text("Not sent, try again")
    failed.locator('[data-wl="retry-send"]').click()
    expect(failed.locator('[data-wl="retry-send"]')).to_have_text("Not sent, try again")
    widget.page.context.set_offline(False)
    expect(widget.from_kind("bot").last).to_contain_text("Three bays")
    check_complete(widget)
    assert [each["text"] for each in widget.stored()].count("Is there parking?") == 1


def test_a_killed_server_loses_nothing_and_doubles_nothing(
    visit: Visit, own_demo: Demo, watch: Watch
) -> None:
    watch.expect(CUT_NETWORK)
    own_demo.start()
    widget = visit(own_demo)
    widget.ask(ROUTINE)
    own_demo.kill()
    widget.say("Is there parking?")
    expect(widget.part("retry-send")).to_have_text("Not sent, try again")
    expect(widget.has_text("Is there parking?")).to_be_visible()
    own_demo.start()
    widget.try_again()
    expect(widget.from_kind("bot").last).to_contain_text("Three bays")
    check_complete(widget)
    # The live line is back too.
    widget.part("person").click()
    expect(widget.part("person")).to_have_text("Person asked for")
    check_complete(widget)


def test_without_a_server_the_first_message_is_kept_over_a_reload(
    visit: Visit, own_demo: Demo, watch: Watch
) -> None:
    watch.expect(CUT_NETWORK)
    own_demo.start()
    widget = visit(own_demo)
    own_demo.kill()
    widget.say(ROUTINE)
    expect(widget.part("retry-send")).to_have_text("Not sent, try again")
    assert [each["text"] for each in widget.memory["outbox"]] == [ROUTINE]
    own_demo.start()
    widget.reload()
    expect(widget.from_kind("bot").last).to_contain_text("07:30 to 13:00")
    check_complete(widget)


def test_a_refused_message_can_be_changed_and_is_not_lost(visit: Visit, watch: Watch) -> None:
    watch.expect("413")
    widget = visit()
    widget.ask(ROUTINE)
    refusal = '{"title": "Too long", "detail": "That is too long for us.", "status": 413}'
    widget.page.route(
        "**/messages",
        lambda route: route.fulfill(status=413, content_type="application/problem+json", body=refusal),
    )
    widget.say("Is there parking?")
    expect(widget.from_kind("customer").last).to_contain_text("That is too long for us.")
    widget.part("edit-message").click()
    expect(widget.part("input")).to_have_value("Is there parking?")


def test_two_tabs_show_one_conversation_and_double_nothing(visit: Visit) -> None:
    first = visit()
    second = Widget(first.page.context.new_page(), first.url)
    second.page.goto(f"{first.url}/shop/")
    second.open()
    first.ask(ROUTINE)
    expect(second.from_kind("bot").last).to_contain_text("07:30 to 13:00")
    second.ask("Is there parking?")
    expect(first.from_kind("bot").last).to_contain_text("Three bays")
    for tab in (first, second):
        check_complete(tab)
    first.say("do you serve coffee?")
    second.say("is the shop wheelchair accessible")
    for tab in (first, second):
        expect(tab.has_text("do you serve coffee?")).to_have_count(1)
        expect(tab.has_text("is the shop wheelchair accessible")).to_have_count(1)
        check_complete(tab)
    assert first.id == second.id


def test_what_another_tab_is_still_sending_is_shown_once(visit: Visit) -> None:
    widget = visit()
    widget.ask(ROUTINE)
    # Another tab has stored its message, which is on this screen already, and waits for the server's answer.
    sending = {"client_id": widget.stored()[1]["client_id"], "text": ROUTINE}
    key, kept = f"warmline:{widget.url}/", {**widget.memory, "outbox": [sending]}
    widget.page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [key, json.dumps(kept)])
    widget.ask("Is there parking?")
    check_complete(widget)
