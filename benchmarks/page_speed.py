"""How soon does a visitor see something, on a slow phone? Chromium, processor slowed 4 times, "slow 4G" line.

Figures as Lighthouse defines them: first contentful paint, total blocking time (what long tasks take beyond 50 ms),
cumulative layout shift. The line is Lighthouse's simulated slow 4G: 150 ms there and back, 1.6 Mbit/s down.
"""

import os
import statistics
import sys
import tempfile
from argparse import ArgumentParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "warmline.settings")
import django

django.setup()

from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser.chromium import launch
from tests.browser.host_page import HTML, TAG
from tests.browser.widget import Widget
from tests.conftest import Demo

SLOWER = 4
LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_638_400 / 8,
    "uploadThroughput": 750_000 / 8,
}
#: After the load event: late shifts and tasks are seen too.
SETTLE_MS = 3000

WATCH = """
window.seen = { blocked: 0, shift: 0, largest: 0 };
const watch = (type, take) =>
  new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
watch("longtask", ({ duration }) => (window.seen.blocked += Math.max(0, duration - 50)));
watch("layout-shift", ({ value, hadRecentInput }) => hadRecentInput || (window.seen.shift += value));
watch("largest-contentful-paint", ({ startTime }) => (window.seen.largest = startTime));
"""
READ = """() => ({
  first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
  ...window.seen,
  bytes: performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
    .reduce((sum, { transferSize }) => sum + transferSize, 0),
})"""


def main() -> None:
    arguments = ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=5)
    runs = arguments.parse_args().runs
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo = Demo(Path(folder) / "demo", "")
        demo.start()
        browser = launch(playwright)
        host = serve_business(demo.url)
        try:
            article = first_article(browser, demo)
            print(f"load {os.getloadavg()[0]:.1f}; median of {runs}, each in a new browser profile")
            print(f"{'page':34} {'FCP':>8} {'LCP':>8} {'TBT':>8} {'CLS':>7} {'kB':>7}")
            for name, path in pages(article).items():
                report(name, [measure(browser, demo, host, path) for _ in range(runs)])
        finally:
            browser.close()
            demo.stop()


def pages(article: str) -> dict[str, str]:
    return {
        "a page of the business, no chat": "bare",
        "the same with the chat's button": "host",
        "the same, chat opened": "open",
        "help centre, home": "/help/",
        "help centre, article": article,
        "help centre, search": "/help/search/?q=delivery",
        "help centre, home, German": "/help/?lang=de",
    }


def first_article(browser: Browser, demo: Demo) -> str:
    page = browser.new_page()
    page.goto(f"{demo.url}/help/")
    found = page.locator(".help-category li a").first.get_attribute("href")
    page.close()
    assert found
    return found


def measure(browser: Browser, demo: Demo, host: str, path: str) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    slow_down(page)
    page.add_init_script(WATCH)
    if path.startswith("/"):
        page.goto(f"{demo.url}{path}", wait_until="load")
    else:
        page.goto(f"{host}/{path}", wait_until="load")
        if path == "open":
            Widget(page, demo.url).open()
    page.wait_for_timeout(SETTLE_MS)
    found: dict[str, float] = page.evaluate(READ)
    context.close()
    return found


def serve_business(url: str) -> str:
    """A site of its own, as a business has it; gives its address."""
    text = "Fresh bread, every morning. " * 60

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            tag = "" if self.path == "/bare" else TAG.format(url=url, data="")
            body = HTML.format(lang="en", direction="ltr", text=text, tag=tag).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def slow_down(page: Page) -> None:
    session: Any = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def report(name: str, found: list[dict[str, float]]) -> None:
    middle = {key: statistics.median(each[key] for each in found) for key in found[0]}
    print(
        f"{name:34} {middle['first']:>5.0f} ms {middle['largest']:>5.0f} ms {middle['blocked']:>5.0f} ms "
        f"{middle['shift']:>7.3f} {middle['bytes'] / 1000:>7.1f}"
    )


if __name__ == "__main__":
    main()
