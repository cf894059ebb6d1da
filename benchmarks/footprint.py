"""What does an installation weigh? Memory, start, idle streams, and what a browser loads.

    python benchmarks/footprint.py           all of it, about a minute
    python benchmarks/footprint.py --quick   without the streams

The pages are loaded by Chromium where there is one; its own account of bytes and requests is what counts.
"""

import argparse
import asyncio
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from harness import Server, allow_many_files, machine, make_demo, running, table
from messages import questions
from wire import Visitor

STREAMS = (1000, 5000)
#: Two pings of each stream.
WATCH_SECONDS = 20
WITH_CHAT = "demo shop, chat opened"
#: Which pages a browser opens, with their budget in bytes, gzip.
PAGES = {
    "desk, first load": ("/desk/", "≤ 120 kB"),
    "desk, one conversation": ("/desk/conversations/{conversation}/", "≤ 120 kB"),
    "help centre, first load": ("/help/", ""),
    "demo shop, chat closed": ("/shop/", ""),
    WITH_CHAT: ("/shop/", ""),
}


@dataclass(frozen=True)
class Started:
    page_seconds: float
    answer_seconds: float
    memory_mb: float


@dataclass(frozen=True)
class Idle:
    """So many idle streams: resident memory, and the share of one processor that they take."""

    streams: int
    memory_mb: float
    cpu_share: float


@dataclass
class Loaded:
    """What a browser fetched for one page: bytes on the line with their headers, requests, those to others."""

    size_bytes: int = 0
    requests: int = 0
    elsewhere: int = 0


def measure_start(data: Path) -> Started:
    """From the command to the first page, and to the bot's first answer."""
    begun = time.perf_counter()
    with running("serve", data) as server:
        # "serve" speaks once a page was answered.
        page_seconds = time.perf_counter() - begun
        asyncio.run(ask_once(server.port))
        return Started(page_seconds, time.perf_counter() - begun, server.memory_mb())


async def ask_once(port: int) -> Visitor:
    visitor = await (await Visitor(port).begin()).listen()
    sent = await visitor.ask(next(questions()))
    visitor.leave()
    if not sent.screen_seconds:
        raise SystemExit("The bot did not answer.")
    return visitor


async def measure_streams(server: Server) -> list[Idle]:
    """With so many streams open that nothing happens on, each of a conversation of its own."""
    await ask_once(server.port)
    visitors: list[Visitor] = []
    measured = [Idle(0, server.memory_mb(), 0)]
    for count in STREAMS:
        while len(visitors) < count:
            new = [Visitor(server.port) for _ in range(min(50, count - len(visitors)))]
            await asyncio.gather(*(open_stream(visitor) for visitor in new))
            visitors += new
        await asyncio.sleep(2)
        cpu = server.cpu_seconds()
        await asyncio.sleep(WATCH_SECONDS)
        share = (server.cpu_seconds() - cpu) / WATCH_SECONDS
        measured.append(Idle(count, server.memory_mb(), share))
    for visitor in visitors:
        visitor.leave()
    await asyncio.sleep(1)
    return measured


async def open_stream(visitor: Visitor) -> None:
    await (await visitor.begin()).listen()
    visitor.wire.close()


def measure_pages(server: Server, conversation: str) -> dict[str, Loaded]:
    """Each page in a fresh browser context, so that nothing is cached; signed in where it must be."""
    from playwright.sync_api import sync_playwright

    options = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu", *options]
        )
        site = f"http://127.0.0.1:{server.port}"
        state = signed_in_state(browser.new_context(base_url=site), server.ready["agents"][0])
        found = {}
        for name, (path, _) in PAGES.items():
            signed_in = state if path.startswith("/desk") else None
            context = browser.new_context(base_url=site, storage_state=signed_in)
            opens_chat = name == WITH_CHAT
            found[name] = load(context, path.format(conversation=conversation), opens_chat=opens_chat)
        browser.close()
    return found


def signed_in_state(context: Any, login: dict[str, str]) -> Any:
    page = context.new_page()
    page.goto("/staff/login/")
    page.fill("input[name=login]", login["email"])
    page.fill("input[name=password]", login["password"])
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/desk/**")
    return context.storage_state()


def load(context: Any, path: str, *, opens_chat: bool = False) -> Loaded:
    loaded = Loaded()
    page = context.new_page()
    watcher = context.new_cdp_session(page)
    watcher.send("Network.enable")

    def count(event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if url.startswith("http"):
            loaded.requests += 1
            loaded.elsewhere += urlsplit(url).hostname != "127.0.0.1"

    watcher.on("Network.requestWillBeSent", count)
    watcher.on("Network.loadingFinished", lambda event: add_bytes(loaded, event))
    page.goto(path)
    if opens_chat:
        page.locator('[data-wl="launch"]').click()
    page.wait_for_timeout(2500)
    context.close()
    return loaded


def add_bytes(loaded: Loaded, event: dict[str, Any]) -> None:
    loaded.size_bytes += int(event["encodedDataLength"])


def page_rows(pages: dict[str, Loaded]) -> list[list[object]]:
    budgets = {name: budget for name, (_, budget) in PAGES.items()}
    return [
        [name, budgets.get(name, ""), f"{one.size_bytes / 1000:.1f} kB", one.requests, one.elsewhere]
        for name, one in pages.items()
    ]


def memory_rows(started: Started, streams: list[Idle]) -> list[list[object]]:
    return [
        ["start to the first page", "", f"{started.page_seconds:.1f} s"],
        ["start to the bot's first answer", "≤ 2 s", f"{started.answer_seconds:.1f} s"],
        ["memory after the first answer", "≤ 250 MB", f"{started.memory_mb:.0f} MB"],
        *(
            [
                f"{idle.streams:,} idle streams",
                "≤ 120 MB more" if idle.streams == 5000 else "",
                f"{idle.memory_mb - streams[0].memory_mb:+.0f} MB, {idle.cpu_share:.0%} of one processor",
            ]
            for idle in streams[1:]
        ),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    allow_many_files()
    with TemporaryDirectory() as temporary:
        data = make_demo(Path(temporary))
        measure_start(data)  # warms the files; what counts is a start of a machine that is in use
        started, pages = measure_start(data), {}
        streams: list[Idle] = []
        if not quick:
            with running("serve", data) as server:
                streams = asyncio.run(measure_streams(server))
        if shutil.which("chromium"):
            with running("demo", data) as server:
                conversation = asyncio.run(ask_once(server.port)).id
                pages = measure_pages(server, conversation)
    print(f"Measured on {machine()}.")
    print(table("Start and memory", ["what", "budget", "here"], memory_rows(started, streams)))
    if pages:
        header = ["page", "budget", "bytes on the line", "requests", "to others"]
        print(table("What a browser loads", header, page_rows(pages)))


if __name__ == "__main__":
    main()
