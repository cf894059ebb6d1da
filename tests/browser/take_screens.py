"""Takes a picture of every page, wide and narrow, by day and by night, into docs/screens/: make screens."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "warmline.settings")
django.setup()

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright  # noqa: E402

from tests.browser.axe import SETTLE  # noqa: E402
from tests.browser.chromium import launch  # noqa: E402
from tests.browser.desk import Desk, sign_in  # noqa: E402
from tests.browser.pages import AGENT, NOBODY, OWNER, PAGES, Shown, first_of_queue, set_up  # noqa: E402
from tests.chat import Chat  # noqa: E402
from tests.conftest import Demo  # noqa: E402

FOLDER = Path(__file__).parents[2] / "docs" / "screens"
SIZES = {1440: 900, 390: 844}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
#: A picture of a long page ends here.
TALLEST = 1400


def routed(page: Page, url: str) -> None:
    """Whoever waits is given to people for a moment: the owner, who is here too, reads why it came to her."""
    page.locator('[data-wl="mode-best"]').check()
    page.locator('[data-wl="save"]').click()
    page.goto(f"{url}/desk/?tab=mine")
    first_of_queue(page, url)
    page.locator('[data-wl="why-here"]').click()
    expect(page.locator('[data-wl="passed-over"]')).to_be_visible()


FIRST_RUN = (Shown("welcome", ""), Shown("welcome-next", "", ready=set_up))
MINE = Shown("desk-mine", "/desk/?tab=mine", AGENT, first_of_queue)
#: The chat's own pictures add customers to the queue, so they come last.
ROUTED = Shown("desk-routed", "/routing/", OWNER, routed)
ALL = (
    *(each for each in PAGES if each.who != NOBODY),
    MINE,
    *(each for each in PAGES if each.who == NOBODY),
    ROUTED,
)


def main() -> None:
    """Takes the pages whose names are given, or all."""
    wanted = set(sys.argv[1:]) or {each.name for each in (*ALL, *FIRST_RUN)}
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = launch(playwright)
        with running(Path(folder) / "demo", "demo") as demo:
            sessions = sign_everybody_in(browser, demo)
            set_the_scene(browser, demo, sessions[AGENT])
            for shown in ALL:
                if shown.name in wanted:
                    take(browser, shown, demo.url, sessions.get(shown.who))
        for shown in FIRST_RUN:
            if shown.name in wanted:
                take_first_run(browser, shown, Path(folder))
        browser.close()
    write_index()


@contextmanager
def running(data: Path, command: str) -> Iterator[Demo]:
    demo = Demo(data, "", command=command)
    demo.start()
    try:
        yield demo
    finally:
        demo.stop()


def sign_everybody_in(browser: Browser, demo: Demo) -> dict[int | str, Any]:
    found: dict[int | str, Any] = {}
    for who, login in ((AGENT, demo.ready["agents"][0]), (OWNER, demo.ready["owner"])):
        context = browser.new_context()
        sign_in(context.new_page(), demo.url, login)
        found[who] = context.storage_state()
        context.close()
    return found


def set_the_scene(browser: Browser, demo: Demo, agent: Any) -> None:
    """A morning at the bakery: three customers wait, one is unhappy, one is with Ines."""
    with demo.client() as client:
        say(
            Chat(client, name="Hanna Virtanen"),
            "can i pick up a bit later today?",
            "I would like to talk to a person",
        )
        say(Chat(client), "do you deliver to the islands by boat", "do you repair toasters")
        unhappy = Chat(client, name="Yusuf Demir")
        number = say(unhappy, "Is there parking?")["number"]
        unhappy.post("rating", {"survey": "helpful", "score": 1, "message": number})
        comment = "All three bays were taken again, and nobody told me about the car park."
        unhappy.post("rating", {"survey": "csat", "score": 2, "comment": comment})
        say(
            Chat(client, name="Eleanor Quigley"),
            "My order has a nut in it and my son is allergic, what do I do?",
        )
        maya = Chat(client)
        say(maya, "Where is my order?", "BR-1042, maya.lindqvist@mail.example")
        say(maya, "It was for my father's funeral at noon and I am in tears, it has not come")
        answer(browser, demo, agent, maya)


def say(chat: Chat, *lines: str) -> dict[str, Any]:
    answer: dict[str, Any] = {}
    for line in lines:
        answer = chat.ask(line)
    return answer


def answer(browser: Browser, demo: Demo, agent: Any, maya: Chat) -> None:
    context = browser.new_context(storage_state=agent)
    desk = Desk(context.new_page(), demo.url).open(maya.id)
    desk.take()
    desk.reply("Maya, I am so sorry for your loss. I am calling our driver this minute.")
    maya.send("Thank you. The church is on Mill Street.")
    expect(desk.message("The church is on Mill Street.")).to_be_visible()
    desk.note("Driver is at Old Quay, six minutes away. No charge for this order.")
    context.close()


def take(browser: Browser, shown: Shown, url: str, session: Any) -> None:
    for context, name in views(browser, shown, session):
        page = context.new_page()
        page.goto(f"{url}{shown.path}")
        shown.ready(page, url)
        save(page, name, is_long=shown.is_long)
        context.close()


def take_first_run(browser: Browser, shown: Shown, folder: Path) -> None:
    """Each picture needs an installation that nobody has set up."""
    for context, name in views(browser, shown, None):
        with running(folder / name, "serve") as empty:
            page = context.new_page()
            page.goto(empty.ready["welcome"])
            shown.ready(page, empty.url)
            save(page, name, is_long=shown.is_long)
        context.close()


def views(browser: Browser, shown: Shown, session: Any) -> Iterator[tuple[BrowserContext, str]]:
    for width, height in SIZES.items():
        for theme in THEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=theme,
                storage_state=session,
                reduced_motion="reduce",
                locale="en-GB",
            )
            yield context, f"{shown.name}-{width}-{theme}"


def save(page: Page, name: str, *, is_long: bool) -> None:
    if is_long:
        size = page.viewport_size
        assert size
        whole = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({**size, "height": max(size["height"], min(whole, TALLEST))})
    page.evaluate(SETTLE)
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    print(f"{path.name}: {path.stat().st_size // 1000} kB")


def write_index() -> None:
    lines = ["# Screens", "", "Every page of Warmline with the demo bakery, taken by `make screens`.", ""]
    views = [(width, theme) for width in SIZES for theme in THEMES]
    lines += ["| page | " + " | ".join(f"{width} px, {theme}" for width, theme in views) + " |"]
    lines += ["| --- |" + " --- |" * len(views)]
    for shown in (*FIRST_RUN, *ALL):
        links = [f"[{theme}]({shown.name}-{width}-{theme}.png)" for width, theme in views]
        lines.append(f"| {shown.name} | " + " | ".join(links) + " |")
    (FOLDER / "README.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
