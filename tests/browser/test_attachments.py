"""A customer sends pictures, the agent answers with a PDF; what is refused says why; all of it by keyboard."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk
from tests.browser.watch import Watch
from tests.browser.widget import Widget


def photo(name: str, shade: int) -> dict[str, Any]:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (shade, 140, 60)).save(out, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


PDF = {"name": "offer.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 our offer"}


def is_drawn(page: Page, part: str) -> None:
    """The picture came, and is one."""
    page.wait_for_function(
        "part => { const seen = (root) => [...root.querySelectorAll(`[data-wl=${part}] img`), "
        "...[...root.querySelectorAll('*')].flatMap((each) => each.shadowRoot ? seen(each.shadowRoot) : [])];"
        "const all = seen(document); return all.length > 0 && all.every((each) => each.naturalWidth > 100); }",
        arg=part,
    )


def test_a_customer_sends_pictures_and_the_agent_answers_with_a_pdf(
    visit: Callable[..., Widget], staff: Callable[..., Desk]
) -> None:
    widget = visit()
    widget.part("picker").set_input_files([photo("cake.jpg", 200), photo("box.jpg", 90)])
    expect(widget.part("file-ready")).to_have_count(2)
    widget.reload()
    expect(widget.part("file-ready")).to_have_count(2)
    widget.say("This is how it arrived")
    expect(widget.part("picture")).to_have_count(2)
    is_drawn(widget.page, "picture")
    expect(widget.from_kind("bot").last).to_contain_text("cannot look at pictures")

    desk = staff().open(widget.memory["id"])
    desk.take()
    is_drawn(desk.page, "picture")
    desk.part("picture").first.focus()
    desk.page.keyboard.press("Enter")
    expect(desk.part("viewer")).to_contain_text("cake.jpg")
    desk.page.keyboard.press("ArrowRight")
    expect(desk.part("viewer")).to_contain_text("box.jpg")
    desk.page.keyboard.press("Escape")
    expect(desk.part("viewer")).to_be_hidden()
    expect(desk.part("picture").first).to_be_focused()

    desk.part("reply-picked").set_input_files([PDF])
    expect(desk.part("waiting-file")).to_contain_text("offer.pdf")
    desk.part("reply-text").press("Control+Enter")
    expect(desk.part("due")).to_contain_text("offer.pdf")
    desk.part("undo").click()
    expect(desk.part("waiting-file")).to_contain_text("offer.pdf")
    desk.reply("Here is what we can do")
    sent = widget.from_kind("person").last.locator('[data-wl="file"]')
    expect(sent).to_contain_text("offer.pdf")
    with widget.page.expect_download() as got:
        sent.evaluate("link => { link.removeAttribute('target'); link.click(); }")
    assert Path(got.value.path()).read_bytes() == PDF["buffer"]


def test_what_is_refused_says_why_and_the_words_still_go(visit: Callable[..., Widget], watch: Watch) -> None:
    watch.expect("status of 415")
    widget = visit()
    page = {"name": "cat.png", "mimeType": "image/png", "buffer": b"<html><script>alert(1)</script>"}
    widget.part("picker").set_input_files([page])
    expect(widget.part("file-refused")).to_contain_text("cat.png")
    expect(widget.part("file-refused").get_by_role("alert")).to_contain_text("hidden programs")
    expect(widget.part("send")).to_be_disabled()
    large = {"name": "film.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7" + bytes(10_000_001)}
    widget.part("picker").set_input_files([large])
    expect(widget.part("file-refused").last).to_contain_text("at most 10 MB")
    widget.say("When do you open?")
    expect(widget.part("tray")).to_be_empty()
    expect(widget.messages.last).to_contain_text("open")


def test_pasting_the_menu_and_everything_by_keyboard(visit: Callable[..., Widget]) -> None:
    widget = visit()
    widget.page.evaluate(
        """() => {
        const input = document.querySelector("warmline-chat").shadowRoot.querySelector("[data-wl=input]");
        const transfer = new DataTransfer();
        transfer.items.add(new File(["a note"], "note.txt", { type: "text/plain" }));
        input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, composed: true }));
        }"""
    )
    expect(widget.part("file-ready")).to_have_count(1)
    expect(widget.part("input")).to_be_focused()
    widget.page.keyboard.press("Enter")
    expect(widget.part("file")).to_contain_text("note.txt")
    widget.part("more").focus()
    widget.page.keyboard.press("Enter")
    widget.page.keyboard.press("Tab")
    expect(widget.part("save")).to_be_focused()
    with widget.page.expect_download() as got:
        widget.page.keyboard.press("Enter")
    assert "[note.txt]" in Path(got.value.path()).read_text()
    expect(widget.part("more")).to_be_focused()
    widget.page.keyboard.press("Enter")
    widget.part("about").press("Enter")
    expect(widget.part("about-words")).to_contain_text("automatic assistant, answers first")
    expect(widget.part("about-words")).to_be_focused()
    widget.page.keyboard.press("Escape")
    expect(widget.part("about-words")).to_have_count(0)
    expect(widget.part("panel")).to_be_visible()
