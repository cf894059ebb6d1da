"""What the owner sets up and changes, and how soon customers feel it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewContext
from tests.browser.desk import Desk
from tests.browser.pages import set_up as fill_in
from tests.browser.watch import Watch
from tests.browser.widget import Widget
from tests.conftest import Demo

Visit = Callable[..., Widget]
Staff = Callable[..., Desk]

GLUTEN = ["do you have gluten free bread?", "anything without gluten", "i am coeliac, what can i eat"]
STAFF_PAGES = ("desk", "decisions", "rules", "knowledge", "people", "business", "tasks", "customers/1")


@pytest.fixture
def empty(tmp_path: Path, new_database: Any) -> Iterator[Demo]:
    """An installation that nobody has set up yet."""
    running = Demo(tmp_path / "data", new_database(), command="serve")
    running.start()
    yield running
    running.stop()


def test_from_an_empty_installation_to_the_first_answered_customer(
    empty: Demo, new_context: NewContext, watch: Watch
) -> None:
    watch.expect("403|422")
    page = new_context().new_page()
    set_up(page, empty)
    page.goto(f"{empty.url}/knowledge/")
    page.get_by_role("link", name="Write the first answer").click()
    write_answer(page, "Gluten", "Our oat bread is free of gluten.", GLUTEN)
    dana = come_to_help_centre(new_context, empty)
    expect(dana.messages.first).to_contain_text("automatic assistant")
    expect(dana.ask("Do you have bread without gluten?")).to_contain_text("Our oat bread is free of gluten.")


def set_up(page: Page, empty: Demo) -> None:
    page.goto(empty.url)
    page.wait_for_url("**/welcome/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page needs its key")
    page.goto(empty.ready["welcome"])
    page.get_by_label("Your password").fill("short")
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".has-error").first).to_be_visible()
    fill_in(page, empty.url)
    expect(page.locator("#script-tag")).to_contain_text(f'src="{empty.url}/static/widget/loader.js"')
    page.goto(f"{empty.url}/welcome/")
    assert "/welcome/" not in page.url, "nobody else can make themselves the owner"


def write_answer(page: Page, title: str, text: str, phrases: list[str]) -> None:
    page.get_by_label("Title").fill(title)
    page.get_by_label("Answer", exact=True).fill(text)
    page.get_by_label(re.compile("^How customers ask")).fill("\n".join(phrases))
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-toast]").first).to_be_visible()


def come_to_help_centre(new_context: NewContext, running: Demo) -> Widget:
    widget = Widget(new_context().new_page(), running.url)
    widget.page.goto(f"{running.url}/help/")
    return widget.open()


def test_a_new_answer_is_what_the_next_customer_hears(visit: Visit, staff: Staff) -> None:
    alice = staff("owner")
    question = "Do you lend out your proving baskets?"
    dana = visit()
    assert "lend" not in dana.ask(question).locator('[data-wl="message-text"]').inner_text()
    alice.go("/knowledge/new-answer/")
    phrases = [question, "can i borrow a proving basket", "do you rent bannetons", "proving basket to lend"]
    write_answer(alice.page, "Proving baskets", "Yes, we lend our proving baskets for a week.", phrases)
    expect(visit().ask(question)).to_contain_text("we lend our proving baskets for a week")


def test_an_edited_article_is_at_once_in_the_help_centre(staff: Staff, new_context: NewContext) -> None:
    alice = staff("owner").go("/knowledge/articles/jobs/")
    text = alice.page.get_by_label("Text", exact=True)
    text.fill(text.input_value() + "\n\nWe look for a **night baker** from March.")
    expect(alice.page.locator("#preview strong", has_text="night baker")).to_be_visible()
    alice.page.get_by_role("button", name="Save").click()
    expect(alice.page.locator("[data-toast]").first).to_be_visible()
    page = new_context().new_page()
    page.goto(f"{alice.url}/help/articles/jobs/")
    expect(page.locator("article strong", has_text="night baker")).to_be_visible()


def test_the_help_centre_is_searched_while_typing(new_context: NewContext, demo: Demo) -> None:
    page = new_context().new_page()
    page.goto(f"{demo.url}/help/")
    page.get_by_role("searchbox").fill("leave it with my neighbour")
    page.locator("#help-hits a").first.click()
    expect(page.get_by_role("article")).to_be_visible()


def test_the_rules_take_hours_with_a_break_holidays_a_threshold_and_high_value(
    empty: Demo, new_context: NewContext, watch: Watch
) -> None:
    watch.expect("403|422")
    page = new_context().new_page()
    set_up(page, empty)
    page.goto(f"{empty.url}/rules/")
    monday = page.get_by_role("group", name="Monday")
    for row in monday.locator("[data-remove]").all():
        row.click()
    for opens, closes in (("08:00", "12:00"), ("13:00", "17:30")):
        monday.get_by_role("button", name="Add hours").click()
        monday.get_by_label("Opens").last.fill(opens)
        monday.get_by_label("Closes").last.fill(closes)
    page.get_by_role("button", name="Add a holiday").click()
    page.get_by_label("Date").last.fill("2030-12-25")
    page.get_by_label("Name of the day").last.fill("Christmas")
    page.get_by_label("Answer by itself when this sure", exact=True).fill("85")
    page.get_by_label("Customer of high value from", exact=True).fill("250")
    expect(page.get_by_text("There are changes that are not saved.")).to_be_visible()
    page.get_by_role("button", name="Save all rules").click()
    expect(page.locator("[data-toast]").first).to_be_visible()
    hours = (
        page.get_by_role("group", name="Monday")
        .locator("input")
        .evaluate_all("all => all.map(each => each.value)")
    )
    assert hours == ["08:00", "12:00", "13:00", "17:30"]
    expect(page.get_by_label("Name of the day").first).to_have_value("Christmas")
    now = page.locator(".now-list")
    expect(now).to_contain_text("85")
    expect(now).to_contain_text("250")


def test_wrong_hours_are_marked_and_nothing_typed_is_lost(staff: Staff, watch: Watch) -> None:
    watch.expect("422")
    alice = staff("owner").go("/rules/")
    sunday = alice.page.get_by_role("group", name="Sunday")
    sunday.get_by_role("button", name="Add hours").click()
    sunday.get_by_label("Opens").last.fill("18:00")
    sunday.get_by_label("Closes").last.fill("17:00")
    alice.page.get_by_role("button", name="Save all rules").click()
    expect(alice.page.get_by_role("alert")).to_contain_text("Nothing was saved yet")
    expect(alice.page.get_by_role("group", name="Sunday").get_by_label("Opens").last).to_have_value("18:00")
    expect(alice.page.get_by_role("group", name="Sunday").locator(".field-error")).to_be_visible()


def test_the_decision_log_gives_the_reasons_in_plain_words(visit: Visit, staff: Staff) -> None:
    dana = visit()
    dana.ask("My mother's insulin has not come and I am in tears")
    alice = staff("owner").go("/decisions/")
    row = alice.page.locator(f'.decision-row:has(a[href="/desk/conversations/{dana.id}/"])').first
    expect(row).to_contain_text("insulin")
    expect(row.locator(".decision-main .small")).not_to_be_empty()
    row.get_by_role("link", name="Why exactly?").click()
    expect(alice.page.get_by_role("heading", name="What the rules said")).to_be_visible()
    strongest = alice.page.locator(".decision-verdict").first
    expect(strongest).to_contain_text(re.compile("health|upset|tears|insulin", re.I))
    words = alice.page.locator("main").inner_text().split("Versions of")[0]
    assert not re.search(r"\b(None|True|False|[a-z]+_[a-z_]+)\b", words), words


def test_a_colleague_joins_by_a_link_and_chooses_the_password(staff: Staff, new_context: NewContext) -> None:
    alice = staff("owner").go("/people/")
    invite = alice.page.locator("#invite")
    invite.get_by_label("Name").fill("Erin Walsh")
    invite.get_by_label("E-mail address").fill("erin@bakery.example")
    invite.get_by_role("button", name="Make the link").click()
    link = alice.page.get_by_text(re.compile(r"http://\S+/staff/join/\S+")).first.inner_text()
    page = new_context().new_page()
    page.goto(re.search(r"http://\S+", link).group(0))  # type: ignore[union-attr]
    page.get_by_label("Your password").fill("caraway-and-rye-9")
    page.get_by_role("button", name="Set the password").click()
    page.wait_for_url("**/desk/**")
    expect(page.locator(".me-who strong")).to_have_text("Erin Walsh")


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_strangers_are_led_to_the_login(new_context: NewContext, demo: Demo, path: str) -> None:
    page = new_context().new_page()
    page.goto(f"{demo.url}/{path}/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("path", ["rules", "people", "business"])
def test_what_is_the_owners_is_closed_to_agents(staff: Staff, watch: Watch, path: str) -> None:
    watch.expect("403")
    bob = staff()
    answer = bob.page.goto(f"{bob.url}/{path}/")
    assert answer
    assert answer.status == 403
    expect(bob.page.get_by_role("heading", level=1)).to_be_visible()
    expect(bob.page.get_by_role("link", name="Rules")).to_have_count(0)


def test_after_signing_out_the_back_button_shows_nothing(staff: Staff, watch: Watch) -> None:
    watch.expect("401")  # the page asks for news while its person signs out
    bob = staff(2).go("/tasks/").go("/desk/")
    bob.page.get_by_role("button", name="Sign out").click()
    bob.page.wait_for_url(re.compile("/(staff/login|)/?"))
    bob.go("/desk/")
    expect(bob.page.get_by_role("heading", name="Sign in")).to_be_visible()
    bob.page.go_back()
    expect(bob.page.get_by_text("Inbox", exact=True)).to_have_count(0)
