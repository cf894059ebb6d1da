"""Does the inbox move without moving what is being read, and is everything in it found by the keyboard?"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk
from tests.chat import Chat
from tests.conftest import Demo

TEXT = "The marzipan giraffe on my cake has lost its head"


@pytest.fixture
def waiting(demo: Demo) -> str:
    return ask_for_person(demo, "Wanda Waits", TEXT)


def ask_for_person(demo: Demo, name: str, text: str) -> str:
    with demo.client() as client:
        chat = Chat(client, name=name)
        chat.send(text)
        chat.post("person")
        return chat.id


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.closest('[data-row]')?.dataset.row ?? ''"))


def test_a_new_row_comes_in_place_and_leaves_scroll_and_keyboard_where_they_were(
    staff: Callable[..., Desk], demo: Demo, waiting: str
) -> None:
    for number in range(6):
        ask_for_person(demo, f"Petra {number}", TEXT)
    desk = staff(viewport={"width": 1200, "height": 420}).inbox()
    page = desk.page
    expect(desk.row(waiting)).to_be_visible()
    page.keyboard.press("j")
    row = focused(page)
    assert row, "j goes to a row"
    page.mouse.move(700, 300)
    page.mouse.wheel(0, 150)
    page.wait_for_timeout(500)
    assert page.evaluate("document.scrollingElement.scrollTop") > 0, "a list that fits would show nothing"
    was = page.evaluate("document.activeElement.getBoundingClientRect().top")
    late = ask_for_person(demo, "Liam Late", "I would like to know about the cake")
    expect(desk.row(late)).to_be_attached()
    assert focused(page) == row
    now = page.evaluate("document.activeElement.getBoundingClientRect().top")
    assert page.evaluate("document.scrollingElement.scrollTop") > 0, "it is still scrolled"
    assert abs(now - was) <= 1
    keys = page.eval_on_selector_all("[data-row]", "rows => rows.map(row => row.dataset.key)")
    assert keys == sorted(keys)


def test_j_and_k_walk_and_enter_opens(staff: Callable[..., Desk], demo: Demo, waiting: str) -> None:
    other = ask_for_person(demo, "Otto Other", "And another thing")
    desk = staff().inbox()
    expect(desk.row(other)).to_be_visible()
    page = desk.page
    page.keyboard.press("j")
    first = focused(page)
    page.keyboard.press("j")
    assert focused(page) not in ("", first)
    page.keyboard.press("k")
    assert focused(page) == first
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/conversations/{first}/**")


def test_what_was_said_is_found_as_it_is_typed_and_opened_by_the_keyboard(
    staff: Callable[..., Desk], waiting: str
) -> None:
    desk = staff().inbox()
    page = desk.page
    desk.part("search").press_sequentially("marzipan gir")
    expect(desk.part("hit").first).to_contain_text("marzipan giraffe")
    expect(page.locator("mark").first).to_have_text("marzipan")
    desk.part("search").press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/conversations/**")
    expect(desk.message(TEXT)).to_be_visible()


def test_a_view_is_saved_and_counts_by_itself(staff: Callable[..., Desk], demo: Demo, waiting: str) -> None:
    desk = staff(1).go("/desk/views/")
    page = desk.page
    page.get_by_label("Name").fill("Waits for us")
    page.get_by_label("Waiting for a person").check()
    desk.part("view-save").click()
    page.wait_for_url("**/desk/?tab=view-*")
    expect(desk.row(waiting)).to_be_visible()
    late = ask_for_person(demo, "Vera View", "Somebody there?")
    expect(desk.row(late)).to_be_visible()
    desk.go("/desk/views/")
    desk.part("view-delete").first.click()
    expect(desk.part("view-item")).to_have_count(0)
