"""What a customer sees of the chat, from the button to the rating."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import NewContext
from tests.browser.widget import Widget
from tests.conftest import Demo

Visit = Callable[..., Widget]

ROUTINE = "What are your opening hours?"
UNKNOWN = "Can you repair the chain of my bicycle on Mars?"


def test_the_greeting_says_that_an_assistant_answers_first_and_a_person_can_be_had(visit: Visit) -> None:
    widget = visit()
    first_line = widget.messages.first.locator('[data-wl="message-text"]').inner_text().splitlines()[0]
    assert "automatic assistant" in first_line
    assert "person at any time" in first_line
    expect(widget.messages.first.locator('[data-wl="chip"]')).to_have_text("Automatic assistant")


def test_whether_people_are_there_is_said_before_anybody_types(visit: Visit) -> None:
    widget = visit()
    expect(widget.part("status")).to_have_text(re.compile("team|person|people|here|back", re.I))
    assert "id" not in widget.memory, "nothing is stored before the first message"


def test_a_person_can_be_asked_for_at_every_moment(visit: Visit) -> None:
    widget = visit()
    talk = widget.part("person")
    expect(talk).to_have_text("Talk to a person")
    expect(talk).to_be_in_viewport()
    widget.ask(ROUTINE)
    expect(talk).to_be_in_viewport()
    talk.click()
    expect(talk).to_have_text("Person asked for")
    expect(widget.from_kind("bot").last).to_contain_text(re.compile("person|somebody|team", re.I))


def test_a_routine_question_is_answered_with_its_source(visit: Visit) -> None:
    widget = visit()
    answer = widget.ask(ROUTINE)
    expect(answer).to_contain_text("07:30 to 13:00")
    source = answer.locator('[data-wl="source"] a')
    expect(source).to_have_attribute("href", re.compile("/help/articles/opening-hours/$"))
    expect(answer.locator('[data-wl="helpful"]')).to_contain_text("Did that help?")
    with widget.page.context.expect_page() as opened:
        source.click()
    expect(opened.value.get_by_role("heading", level=1)).to_contain_text("Opening hours")


def test_what_is_not_known_is_admitted_and_a_person_offered(visit: Visit) -> None:
    widget = visit()
    answer = widget.ask(UNKNOWN)
    expect(answer).to_contain_text("I do not know")
    answer.locator('[data-wl="choice"]', has_text="Talk to a person").click()
    expect(widget.part("person")).to_have_text("Person asked for")


def test_no_to_did_that_help_offers_a_person(visit: Visit) -> None:
    widget = visit()
    widget.ask(ROUTINE).locator('[data-wl="helpful-no"]').click()
    offer = widget.page.locator('[data-wl="helpful-person"], [data-wl="choice"]', has_text="person").last
    offer.click()
    expect(widget.part("person")).to_have_text("Person asked for")


def test_yes_asks_for_a_rating_from_1_to_5_with_a_comment_once(visit: Visit) -> None:
    widget = visit()
    widget.ask(ROUTINE).locator('[data-wl="helpful-yes"]').click()
    form = widget.part("csat")
    expect(form.get_by_role("radio")).to_have_count(5)
    form.get_by_role("radio", name="4 of 5").check(force=True)
    widget.part("csat-comment").fill("Quick. Thank you!")
    widget.part("csat-send").click()
    expect(widget.part("csat-thanks")).to_contain_text("Thank you")
    widget.reload()
    expect(widget.messages).to_have_count(len(widget.stored()))
    expect(widget.part("csat")).to_have_count(0)


def test_a_new_question_after_the_rating_opens_the_chat_again(visit: Visit) -> None:
    widget = visit()
    widget.ask(ROUTINE).locator('[data-wl="helpful-yes"]').click()
    expect(widget.part("csat")).to_be_visible()
    expect(widget.ask("Is there parking?")).to_contain_text("Three bays")
    expect(widget.part("status")).to_contain_text("assistant is answering")


def test_the_reasons_of_an_answer_can_be_read(visit: Visit) -> None:
    widget = visit()
    answer = widget.ask(ROUTINE)
    why = answer.locator('[data-wl="why"]')
    expect(why).to_have_text("Why did I get this answer?")
    why.click()
    reasons = answer.locator('[data-wl="reasons"]')
    expect(reasons.get_by_role("listitem").first).to_be_visible()
    expect(why).to_have_attribute("aria-expanded", "true")
    reasons.locator('[data-wl="review"]').click()
    expect(widget.part("person")).to_have_text("Person asked for")


def test_every_message_shows_who_said_it(visit: Visit) -> None:
    widget = visit()
    widget.ask(ROUTINE)
    widget.part("person").click()
    expect(widget.messages).to_have_count(4)
    for message in widget.messages.all():
        assert message.locator('[data-wl="sender"]').inner_text().strip(), message.inner_text()
        assert message.locator("time").inner_text().strip(), message.inner_text()
    for message in widget.from_kind("bot").all():
        expect(message.locator('[data-wl="chip"]')).to_have_text("Automatic assistant")
    expect(widget.from_kind("customer").locator('[data-wl="sender"]')).to_have_text("You")


def test_html_in_a_message_stays_text(visit: Visit) -> None:
    widget = visit()
    text = "<img src=x onerror=\"document.title='hacked'\"><b>bold</b> <script>alert(1)</script>"
    widget.ask(text)
    assert widget.from_kind("customer").locator('[data-wl="message-text"]').inner_text() == text
    expect(widget.from_kind("customer").locator("img, script, .text b")).to_have_count(0)
    assert widget.page.title() != "hacked"


def test_arabic_is_written_from_right_to_left_and_emoji_arrive_whole(visit: Visit) -> None:
    widget = visit()
    texts = ["👩‍👩‍👧‍👦🥐 café 🇮🇪 e\u0301?", "مرحبا، متى تفتحون؟"]
    for text in texts:
        widget.ask(text)
        expect(widget.from_kind("customer").last.locator('[data-wl="message-text"]')).to_have_text(text)
    arabic = widget.from_kind("customer").last.locator('[data-wl="message-text"]')
    assert arabic.evaluate("each => getComputedStyle(each).direction") == "rtl"
    assert [each["text"] for each in widget.stored() if each["from"]["kind"] == "customer"] == texts


def test_a_message_that_is_too_long_is_not_sent_and_says_by_how_much(visit: Visit) -> None:
    widget = visit()
    widget.part("input").fill("a" * 4003)
    expect(widget.part("counter")).to_have_text("Too long by 3 characters")
    expect(widget.part("send")).to_be_disabled()


def test_the_keyboard_alone_is_enough(new_context: NewContext, demo: Demo) -> None:
    page = new_context().new_page()
    page.goto(f"{demo.url}/shop/")
    widget = Widget(page, demo.url)
    page.keyboard.press("Tab")
    for _ in range(200):
        if page.evaluate("document.activeElement?.shadowRoot?.activeElement?.dataset.wl") == "launch":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(widget.part("input")).to_be_focused()
    page.keyboard.type(ROUTINE)
    page.keyboard.press("Enter")
    expect(widget.part("helpful-yes")).to_be_visible()
    tab_to(widget, "helpful-yes")
    page.keyboard.press("Enter")
    expect(widget.part("csat")).to_be_visible()
    tab_to(widget, "csat-1")
    page.keyboard.press("ArrowRight")
    tab_to(widget, "csat-send")
    page.keyboard.press("Enter")
    expect(widget.part("csat-thanks")).to_be_visible()
    page.keyboard.press("Escape")
    expect(widget.part("panel")).to_be_hidden()
    expect(widget.part("launch")).to_be_focused()


def tab_to(widget: Widget, part: str) -> None:
    focused = "document.activeElement?.shadowRoot?.activeElement?.dataset.wl"
    for key in ["Tab"] * 20 + ["Shift+Tab"] * 40:
        if widget.page.evaluate(focused) == part:
            return
        widget.page.keyboard.press(key)
    raise AssertionError(f"the keyboard does not reach {part}")


def test_on_a_phone_the_chat_fills_the_screen_and_everything_is_in_reach(visit: Visit) -> None:
    widget = visit(viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True)
    box = widget.part("panel").bounding_box()
    assert box
    assert (box["x"], box["width"], box["height"]) == (0, 390, 780)
    for part in ("person", "close", "input", "send"):
        expect(widget.part(part)).to_be_in_viewport(ratio=1)
    expect(widget.ask(ROUTINE)).to_contain_text("07:30")
