"""The bell tells wherever one is; two windows do not overwrite each other; the tone is seen before it is kept."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.watch import Watch
from tests.chat import Chat
from tests.conftest import Demo

Staff = Callable[..., Desk]


def test_the_bell_tells_on_any_page_and_opening_the_conversation_is_seeing_it(
    staff: Staff, demo: Demo
) -> None:
    desk = staff(1)
    page = desk.go("/tasks/").page
    desk.part("bell").click()
    expect(page.get_by_role("link", name="How I hear about things")).to_be_visible()
    if desk.part("all-seen").count():
        desk.part("all-seen").click()
    page.keyboard.press("Escape")
    expect(desk.part("bell")).to_be_focused()
    expect(desk.part("bell")).to_have_accessible_name("Notifications")
    with demo.client() as client:
        chat = Chat(client, name="Wilma Lund")
        chat.post("person")
    expect(desk.part("bell")).to_have_accessible_name("Notifications: 1 new")
    expect(page).to_have_title("(1) Tasks · Bramble & Rye")
    expect(page.locator("#bell-said")).to_have_text("Waits for a person")
    page.locator("body").press("h")
    line = desk.part("notice").filter(has_text="Wilma Lund")
    expect(line).to_be_focused()
    page.keyboard.press("Enter")
    expect(desk.part("holder")).to_be_visible()
    expect(desk.part("bell")).to_have_accessible_name("Notifications")
    desk.take()
    with demo.client() as client:
        client.post(
            f"{chat.path}/messages", json={"client_id": "1", "text": "Are you there?"}, headers=chat.headers
        )
    expect(desk.message("Are you there?")).to_be_visible()
    expect(desk.part("bell")).to_have_accessible_name("Notifications")


def test_a_draft_in_two_windows_is_asked_about_and_lost_in_neither(
    staff: Staff, demo: Demo, watch: Watch
) -> None:
    watch.expect("409")
    with demo.client() as client:
        chat = Chat(client, name="Wilma Lund")
        chat.post("person")
    first = staff(0).open(chat.id)
    first.take()
    second = Desk(first.page.context.new_page(), first.url).open(chat.id)

    def writes(desk: Desk, text: str) -> None:
        with desk.page.expect_response(lambda got: got.url.endswith("/draft")):
            desk.part("reply-text").fill(text)

    writes(first, "Dear Wilma")
    writes(second, "Good morning")
    note = second.part("elsewhere").first
    expect(note).to_contain_text("Dear Wilma")
    note.locator('[data-wl="keep-mine"]').click()
    expect(note).to_be_hidden()
    second.page.wait_for_timeout(900)
    writes(first, "Dear Wilma, of course")
    note = first.part("elsewhere").first
    expect(note).to_contain_text("Good morning")
    note.locator('[data-wl="use-theirs"]').click()
    expect(first.part("reply-text")).to_have_value("Good morning")
    first.reply("Good morning")


def test_the_owner_sees_the_tone_before_it_is_kept(staff: Staff) -> None:
    owner = staff("owner").go("/business/")
    expect(owner.part("tone-neutral")).to_be_visible()
    owner.page.get_by_role("radio", name="Formal").check()
    expect(owner.part("tone-neutral")).to_be_hidden()
    expect(owner.part("tone-formal")).to_contain_text("May I ask a person on your behalf?")
    expect(owner.part("tone-formal")).to_contain_text("automatic assistant")
