"""Does the right person get a customer and see why, does the clock turn amber, and does whoever looks away say so?"""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.desk import Desk
from tests.chat import Chat
from tests.conftest import Demo

Staff = Callable[..., Desk]


def add_rule(owner: Desk, about: str, skill: str) -> None:
    owner.go("/routing/").part("about").select_option(label=about)
    owner.part("skill").fill(skill)
    owner.part("rule-add").click()
    expect(owner.part("rules")).to_contain_text(skill)


def test_the_person_who_knows_about_it_gets_it_and_reads_why(own_demo: Demo, staff: Staff) -> None:
    own_demo.start()
    owner, ines, tomasz = (staff(who, own_demo) for who in ("owner", 0, 1))
    for agent in (ines, tomasz):
        agent.inbox()
    add_rule(owner, "bereavement", "condolence cakes")
    owner.go("/people/")
    row = owner.page.locator("li.list-row").filter(has_text=tomasz.name)
    row.locator("summary").click()
    row.locator('[data-wl="abilities"]').click()
    owner.page.get_by_label("Knows about").fill("Condolence  cakes")
    owner.part("save").click()
    owner.go("/routing/").part("mode-best").check()
    owner.part("save").click()
    with own_demo.client() as client:
        chat = Chat(client, name="Nora Quill")
        told = chat.ask("My mother has died and I need to stop the order for her birthday")
        message = chat.next_word(told["number"])
        assert f"{tomasz.name} from our team has your conversation" in message["text"]
    tomasz.inbox("mine")
    tomasz.row(chat.id).locator("a").first.click()
    expect(tomasz.part("why-here")).to_contain_text("Came to you because you know about condolence cakes")
    tomasz.part("why-here").click()
    expect(tomasz.part("passed-over")).to_contain_text(f"{ines.name} does not know about condolence cakes")
    expect(tomasz.part("holder")).to_have_text("With you")


def pass_until(page: Page, row: str, minutes_before: float) -> None:
    """The page's clock goes on to so long before the row's answer is due, whatever hours the bakery keeps."""
    time = page.locator(f'[data-row="{row}"] time[data-due]')
    left = time.evaluate("time => Date.parse(time.dateTime) - Date.now()")
    page.clock.fast_forward(int(left - minutes_before * 60_000))


def test_the_clock_turns_amber_then_red_and_who_looks_away_is_told(demo: Demo, staff: Staff) -> None:
    with demo.client() as client:
        chat = Chat(client, name="Clara Clock")
        chat.post("person")
    desk = staff()
    desk.page.clock.install()
    desk.inbox()
    clock = desk.row(chat.id).locator('[data-wl="clock"]')
    expect(clock).to_contain_text("Reply due in")
    expect(clock).not_to_contain_class("clock-warn")
    expect(desk.part("away-bar")).to_be_hidden()
    pass_until(desk.page, chat.id, 6)
    expect(clock).to_contain_class("clock-warn")
    expect(desk.part("away-bar")).to_be_visible()
    expect(desk.part("presence")).to_have_text("Away")
    desk.page.keyboard.press("Shift")
    expect(desk.part("away-bar")).to_be_hidden()
    expect(desk.part("presence")).to_have_text("Taking conversations")
    pass_until(desk.page, chat.id, -2)
    expect(clock).to_contain_class("clock-bad")
    expect(clock).to_contain_text("late")
