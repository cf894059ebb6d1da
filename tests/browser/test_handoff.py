"""Customer and agent at the same time, each in their own browser: from tears to the rating."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.watch import Watch
from tests.browser.widget import Widget
from tests.conftest import Demo

Visit = Callable[..., Widget]
Staff = Callable[..., Desk]

TEARS = "My mother's insulin has not come and I am in tears"


def test_a_customer_in_tears_comes_up_on_top_of_the_queue_by_itself(visit: Visit, staff: Staff) -> None:
    calm = visit()
    calm.ask("I would like to talk to a person")
    bob = staff().inbox()
    expect(bob.row(calm.id)).to_be_visible()
    dana = visit()
    answer = dana.ask(TEARS)
    expect(answer).to_contain_text("person")
    row = bob.row(dana.id)
    expect(row).to_be_visible()
    expect(row).to_contain_text(TEARS)
    expect(row.locator(".badge").first).to_be_visible()
    order = bob.page.locator("[data-row]").evaluate_all("all => all.map(each => each.dataset.row)")
    assert order.index(dana.id) < order.index(calm.id)
    assert "(" in bob.page.title(), "the number of those who wait stands in the title"


def test_who_opens_it_sees_thread_context_card_and_customer(visit: Visit, staff: Staff, demo: Demo) -> None:
    dana = visit()
    dana.ask("Where is my order?")
    dana.say("BR-1001 dana@mail.example")
    dana.ask(TEARS)
    bob = staff().open(dana.id)
    expect(bob.message(TEARS)).to_be_visible()
    card = bob.part("card")
    expect(card).to_contain_text("insulin")
    linked = card.locator("a[data-jump]")
    expect(linked.first).to_be_visible()
    target = linked.first.get_attribute("href")
    linked.first.click()
    expect(bob.page.locator(f"{target}.is-pointed")).to_be_in_viewport()
    assert len(card.inner_text().split()) < 120
    expect(bob.part("customer")).to_be_visible()
    expect(bob.part("identity")).not_to_be_empty()


def test_before_taking_over_only_notes_can_be_written_and_customers_never_see_them(
    visit: Visit, staff: Staff
) -> None:
    dana = visit()
    dana.ask("What are your opening hours?")
    bob = staff().open(dana.id)
    expect(bob.part("holder")).to_have_text("With the automatic assistant")
    expect(bob.part("note-text")).to_be_visible()
    expect(bob.part("send-reply")).to_be_hidden()
    bob.part("tab-reply").click()
    expect(bob.part("reply-text")).not_to_be_editable()
    bob.note("Regular customer, be generous")
    dana.ask("Is there parking?")
    assert "generous" not in str(dana.stored())
    expect(dana.page.get_by_text("generous")).to_have_count(0)
    dana.reload()
    expect(dana.page.get_by_text("generous")).to_have_count(0)


def test_after_taking_over_both_see_at_once_what_the_other_writes(visit: Visit, staff: Staff) -> None:
    dana = visit()
    dana.ask(TEARS)
    bob = staff().open(dana.id)
    bob.take()
    expect(dana.part("status")).to_contain_text(bob.name)
    expect(dana.part("person")).to_have_text("With a person")
    bob.reply("I am Bob. I am calling the courier now.")
    said = dana.from_kind("person").last
    expect(said).to_contain_text("I am calling the courier now.")
    expect(said.locator('[data-wl="sender"]')).to_have_text(bob.name)
    expect(said.locator('[data-wl="chip"]')).to_have_text("Person")
    dana.say("Thank you so much 💛")
    expect(bob.message("Thank you so much 💛")).to_be_visible()
    bots = dana.from_kind("bot").count()
    bob.part("reply-text").fill("It arrives at four.")
    bob.part("reply-text").press("Control+Enter")
    expect(dana.has_text("It arrives at four.")).to_be_visible()
    assert dana.from_kind("bot").count() == bots, "the bot is silent while a person holds it"


def test_each_sees_that_the_other_is_typing(visit: Visit, staff: Staff) -> None:
    dana = visit()
    dana.ask(TEARS)
    bob = staff().open(dana.id)
    bob.take()
    expect(dana.part("person")).to_have_text("With a person")
    bob.part("reply-text").press_sequentially("One moment", delay=20)
    expect(dana.part("typing")).to_contain_text("is writing")
    dana.part("input").press_sequentially("I am", delay=20)
    expect(bob.part("typing")).to_have_text("The customer is typing…")


def test_given_back_with_an_instruction_the_assistant_goes_on(visit: Visit, staff: Staff) -> None:
    dana = visit()
    dana.ask(TEARS)
    bob = staff().open(dana.id)
    bob.take()
    bob.part("return").click()
    bob.part("instruction").fill("The refund is agreed, just answer questions.")
    bob.part("return-confirm").click()
    expect(bob.part("holder")).to_have_text("With the automatic assistant")
    expect(bob.page.locator("dialog[open]")).to_have_count(0)
    expect(dana.part("status")).to_contain_text("assistant")
    expect(dana.ask("What are your opening hours?")).to_contain_text("07:30")
    assert "refund is agreed" not in str(dana.stored())
    expect(bob.page.locator("#thread")).to_contain_text("The refund is agreed")


def test_handed_to_a_colleague_it_is_theirs_at_once(visit: Visit, staff: Staff) -> None:
    dana = visit()
    dana.ask(TEARS)
    carol = staff(1).inbox("mine")
    bob = staff().open(dana.id)
    bob.take()
    bob.part("assign").click()
    bob.page.locator("label.colleague", has_text=carol.name).click()
    bob.part("assign-confirm").click()
    expect(bob.part("holder")).to_have_text(f"With {carol.name}")
    expect(carol.row(dana.id)).to_be_visible()
    expect(dana.part("status")).to_contain_text(carol.name)


def test_closed_it_asks_for_a_rating_and_a_bad_one_becomes_a_task(visit: Visit, staff: Staff) -> None:
    dana = visit()
    dana.ask(TEARS)
    bob = staff().open(dana.id)
    bob.take()
    bob.reply("We are on it.")
    bob.part("close").click()
    bob.part("close-confirm").click()
    expect(bob.part("take")).to_have_text(re.compile("Open it again"))
    dana.part("csat").get_by_role("radio", name=re.compile("1 of 5")).check(force=True)
    dana.part("csat-comment").fill("It still has not come.")
    dana.part("csat-send").click()
    expect(dana.part("csat-thanks")).to_be_visible()
    bob.go("/tasks/")
    task = bob.page.locator(f'li:has(a[href="/desk/conversations/{dana.id}/"])')
    expect(task.first).to_be_visible()
    expect(task.first).to_contain_text("Unhappy customer")
    task.first.get_by_role("button", name=re.compile("^Done")).click()
    expect(bob.page.locator(f'a[href="/desk/conversations/{dana.id}/"]')).to_have_count(0)


def test_closing_is_stopped_when_the_customer_has_just_written(
    visit: Visit, staff: Staff, watch: Watch
) -> None:
    watch.expect("409")
    dana = visit()
    dana.ask(TEARS)
    bob = staff().open(dana.id)
    bob.take()
    bob.part("close").click()
    dana.say("One more thing")
    expect(bob.message("One more thing")).to_have_count(1)
    bob.part("close-confirm").click()
    expect(bob.page.locator("#closure-dialog .dialog-refusal")).to_contain_text("Please read it")
    bob.expect_mine()
