"""What the copilot proposes on the desk: put in by a key, edited, sent by the person, refused, summed up in a note."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.axe import find_violations
from tests.browser.desk import Desk
from tests.browser.widget import Widget

pytestmark = pytest.mark.once

Visit = Callable[..., Widget]
Staff = Callable[..., Desk]

QUESTION = "Is there parking near you for my van?"


def asked(visit: Visit, *texts: str) -> Widget:
    dana = visit()
    dana.ask("I would like to talk to a person")
    for text in texts or (QUESTION,):
        dana.say(text)
    return dana


def test_bob_puts_a_suggestion_in_by_its_key_changes_it_and_sends_it_himself(
    visit: Visit, staff: Staff
) -> None:
    dana = asked(visit)
    bob = staff().open(dana.id)
    bob.take()
    expect(bob.part("suggestion").first).to_contain_text("Parking")
    expect(bob.part("suggestion").first).to_contain_text("% sure")
    box = bob.part("reply-text")
    box.focus()
    bob.page.keyboard.press("Control+1")
    expect(box).not_to_have_value("")
    assert not [each for each in find_violations(bob.page) if "copilot" in each]
    bob.page.keyboard.press("Control+z")
    expect(box).to_have_value("")
    bob.part("suggestion").first.get_by_role("button").first.click()
    bob.page.keyboard.type(" See you soon!")
    text = box.input_value()
    bob.part("send-reply").click()
    expect(bob.part("message").filter(has_text="See you soon!")).to_be_visible(timeout=20_000)
    assert "See you soon!" in text
    expect(bob.part("suggestion")).to_have_count(0)


def test_a_refused_suggestion_goes_and_the_keyboard_stays_with_the_reply(visit: Visit, staff: Staff) -> None:
    dana = asked(visit)
    bob = staff(viewport={"width": 390, "height": 844}, color_scheme="dark").open(dana.id)
    bob.take()
    first = bob.part("suggestion").filter(has_text="Answer: Parking")
    expect(first).to_be_visible()
    first.get_by_role("button", name="does not fit").click()
    expect(first).to_have_count(0)


def test_the_summary_goes_into_a_note_and_nothing_is_saved_by_itself(visit: Visit, staff: Staff) -> None:
    dana = asked(visit, "My cake came broken and I am furious, this is unacceptable!", QUESTION)
    bob = staff().open(dana.id)
    expect(bob.part("summary")).to_contain_text("My cake came broken")
    bob.part("summary-note").click()
    expect(bob.part("note-text")).to_be_focused()
    expect(bob.part("note-text")).not_to_have_value("")
    expect(bob.part("note")).to_have_count(0)


def test_words_that_may_hurt_are_named_and_one_key_takes_other_words(visit: Visit, staff: Staff) -> None:
    dana = asked(visit)
    bob = staff().open(dana.id)
    bob.take()
    box = bob.part("reply-text")
    box.press_sequentially("You forgot to send us the photo.")
    expect(bob.part("concern")).to_contain_text("It sounds like blame")
    assert not [each for each in find_violations(bob.page) if "copilot" in each]
    bob.page.keyboard.press("Control+.")
    expect(box).to_have_value("I am still missing the photo.")
    expect(bob.part("concern")).to_have_count(0)
    bob.part("send-reply").click()
    expect(bob.message("I am still missing the photo.")).to_be_visible(timeout=20_000)


def test_bob_sets_his_sign_off_and_finds_it_under_the_next_suggestion(visit: Visit, staff: Staff) -> None:
    bob = staff().go("/copilot/you/")
    bob.page.get_by_label("Your sign-off").fill("Warm regards from the bakery")
    bob.part("keep-you").click()
    expect(bob.page.get_by_text("Kept.").first).to_be_visible()
    dana = asked(visit)
    bob.open(dana.id)
    bob.take()
    bob.part("suggestion").first.get_by_role("button").first.click()
    assert bob.part("reply-text").input_value().endswith("Warm regards from the bakery")
