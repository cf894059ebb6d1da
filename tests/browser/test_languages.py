"""The chat and the help centre in German, French and Spanish, on a phone: all words are there and fit."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import find_violations
from tests.browser.host_page import visit_page
from tests.conftest import Demo

pytestmark = pytest.mark.once

PHONE = {"viewport": {"width": 390, "height": 844}}
GREETINGS = {
    "de": "ein automatischer Assistent",
    "fr": "un assistant automatique",
    "es": "un asistente automático",
}
TALK = {"de": "Mit einem Menschen sprechen", "fr": "Parler à une personne", "es": "Hablar con una persona"}
WRITE = {"de": "Nachricht schreiben…", "fr": "Écrivez un message…", "es": "Escriba un mensaje…"}
#: What sticks out of the panel, or hides a part of its own words.
STICKING_OUT = """() => {
  const root = document.querySelector("warmline-chat").shadowRoot;
  const panel = root.querySelector(".panel").getBoundingClientRect();
  const seen = [...root.querySelectorAll(".panel :is(button, p, h2, label, .chip, .text)")];
  return seen
    .filter((part) => part.getClientRects().length && !part.closest(".wl-hidden, .system > header"))
    .filter((part) => {
      const box = part.getBoundingClientRect();
      return box.left < panel.left - 1 || box.right > panel.right + 1 || part.scrollWidth > part.clientWidth + 2;
    })
    .map((part) => part.textContent);
}"""


@pytest.mark.parametrize("language", GREETINGS)
def test_the_chat_speaks_the_language_of_the_page_and_fits_a_phone(
    new_context: Callable[..., BrowserContext], demo: Demo, language: str
) -> None:
    widget = visit_page(new_page(new_context), demo.url, language).open()
    assert GREETINGS[language] in widget.texts()[0]
    expect(widget.part("person")).to_have_text(TALK[language])
    expect(widget.part("input")).to_have_attribute("placeholder", WRITE[language])
    widget.part("person").click()
    expect(widget.part("email")).to_be_visible()
    assert widget.page.evaluate(STICKING_OUT) == []
    notice = widget.from_kind("bot").last.locator('[data-wl="message-text"]')
    expect(notice).to_have_attribute("lang", language)
    fetched = widget.page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    words = [name.rsplit("/", 1)[1] for name in fetched if "/texts." in name]
    assert sorted(words) == sorted([f"texts.{language}.js", "texts.js"])


def new_page(new_context: Callable[..., BrowserContext], **options: object) -> Page:
    return new_context(**PHONE, **options).new_page()


@pytest.mark.parametrize(
    ("lang", "wished", "preferred", "expected"),
    [
        ("en", "de-AT", "en-GB", "de"),
        ("nl", "", "fr-CA", "fr"),
        ("de_DE", "", "en-GB", "de"),
        ("", "", "es-MX", "es"),
        ("<b>", "", "nl-NL", "en"),
    ],
)
def test_the_script_tag_comes_before_the_page_and_the_page_before_the_browser(
    new_context: Callable[..., BrowserContext],
    demo: Demo,
    lang: str,
    wished: str,
    preferred: str,
    expected: str,
) -> None:
    data = {"language": wished} if wished else {}
    widget = visit_page(new_page(new_context, locale=preferred), demo.url, lang, **data)
    expect(widget.part("launch")).to_be_visible()
    assert widget.page.locator("warmline-chat").get_attribute("lang") == expected


def test_names_dates_and_emoji_of_other_scripts_are_shown_as_written(
    new_context: Callable[..., BrowserContext], demo: Demo
) -> None:
    widget = visit_page(new_page(new_context), demo.url, "de", direction="rtl").open()
    written = "مرحبا، أين طلبي؟ 👩‍👩‍👧‍👦🎂 \u202egnp.exe <b>שלום</b>"
    widget.say(written)
    bubble = widget.from_kind("customer").last.locator('[data-wl="message-text"]')
    expect(bubble).to_have_text(written)
    expect(bubble).to_have_attribute("dir", "auto")
    expect(bubble).to_have_attribute("lang", "")
    assert bubble.evaluate("(it) => getComputedStyle(it).direction") == "rtl"
    assert bubble.locator("b").count() == 0
    assert widget.page.evaluate(STICKING_OUT) == []


def test_the_business_chooses_side_label_and_corners(
    new_context: Callable[..., BrowserContext], demo: Demo
) -> None:
    data = {"position": "left", "label": "Une question ?", "radius": "6", "color": "#1f5fae"}
    widget = visit_page(new_page(new_context), demo.url, "fr", **data)
    launch = widget.part("launch")
    expect(widget.part("label")).to_have_text("Une question ?")
    expect(launch).to_have_attribute("aria-label", "Une question ?")
    box = launch.bounding_box()
    assert box and box["x"] == 20
    assert launch.evaluate("(it) => getComputedStyle(it).borderRadius") == "6px"
    widget.open()
    assert launch.evaluate("(it) => getComputedStyle(it).backgroundColor") == "rgb(31, 95, 174)"


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("de", "Wie können wir Ihnen helfen?"),
        ("fr", "Comment pouvons-nous vous aider ?"),
        ("es", "¿En qué podemos ayudarle?"),
    ],
)
def test_the_help_centre_is_read_in_their_language_and_the_chat_with_it(
    new_context: Callable[..., BrowserContext], demo: Demo, language: str, heading: str
) -> None:
    page = new_page(new_context)
    page.goto(f"{demo.url}/help/")
    page.locator(f'.help-languages a[lang="{language}"]').click()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert page.locator("html").get_attribute("lang") == language
    expect(page.locator("warmline-chat")).to_have_attribute("lang", language)
    page.goto(f"{demo.url}/help/search/?q=delivery")
    assert page.locator("html").get_attribute("lang") == language
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert find_violations(page) == []
