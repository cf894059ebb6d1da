"""How does the inbox bear ten thousand conversations? The server's milliseconds, and Chromium scrolling through all.

python benchmarks/inbox.py                 10,000 in the queue, about three minutes
python benchmarks/inbox.py --rows 2000     fewer
"""

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from harness import Server, machine, percentile, run_inside, running, table

sys.path.insert(0, str(Path(__file__).parents[1]))

#: So many customers wait, of every priority, for up to a week; one in four is upset.
FILL = """
import sys, django
django.setup()
from datetime import timedelta
from uuid import uuid4
from django.db import transaction
from warmline.conversations.models import Conversation, Episode, Message
from warmline.customers.models import Customer
from warmline.lib.time import now
from warmline.understanding.models import StoredReading
count, at = int(sys.stdin.read()), now()
with transaction.atomic():
    people = Customer.objects.bulk_create(Customer(name=f"Customer {n}") for n in range(count))
    talks = Conversation.objects.bulk_create(
        Conversation(id=uuid4(), token_hash="", customer=each, holder="queue", priority=n * 7 % 4, last_number=2,
            waiting_since=at - timedelta(minutes=n), opened_at=at, last_message_at=at - timedelta(minutes=n),
            reason="customer_request") for n, each in enumerate(people))
    episodes = Episode.objects.bulk_create(Episode(conversation=t, ordinal=1, opened_at=at) for t in talks)
    said = Message.objects.bulk_create(
        Message(id=uuid4(), conversation=t, episode=e, number=2, kind="customer", at=at,
            text=f"Where is my parcel number {n}? It should have been here days ago.")
        for n, (t, e) in enumerate(zip(talks, episodes, strict=True)))
    StoredReading.objects.bulk_create(
        StoredReading(message=m, at=at,
            signals={"frustration": {"value": 0.0 if n % 4 else 0.8}, "wish": {"value": False}})
        for n, m in enumerate(said))
"""

#: Scrolls by half a screen at each frame until the list has ended, and notes how long frames took.
SCROLL = """async (most) => {
  const box = document.scrollingElement;
  const rows = () => document.querySelectorAll("#inbox-list [data-row]").length;
  const frames = [];
  const long = [];
  const note = (list) => long.push(...list.getEntries().map((each) => each.duration));
  new PerformanceObserver(note).observe({ type: "longtask" });
  let last = performance.now();
  let idle = 0;
  while (rows() < most && idle < 600) {
    const before = rows();
    box.scrollBy(0, innerHeight / 2);
    await new Promise(requestAnimationFrame);
    const at = performance.now();
    frames.push(at - last);
    last = at;
    idle = rows() === before ? idle + 1 : 0;
  }
  return { rows: rows(), frames, long, nodes: document.querySelectorAll("*").length };
}"""
#: One row moves to the top of the list while all are loaded: how long until it is there?
PLACE = """async () => {
  const { place, read } = await import("/static/desk/rows.js");
  const row = document.querySelector("#inbox-list").lastElementChild.cloneNode(true);
  row.dataset.key = "0";
  const began = performance.now();
  const holder = document.createElement("ol");
  holder.append(row);
  place(holder, () => false, false);
  return performance.now() - began;
}"""


def serve_times(page: Any, url: str) -> list[list[object]]:
    """What the server takes for each part, as the browser's own session asks for it."""
    first = page.request.get(f"{url}/desk/?tab=queue", headers={"HX-Request": "true"}).text()
    after = first.split('id="inbox-end" data-next="')[1].split('"')[0].replace("&amp;", "&")
    one = first.split('data-row="')[1].split('"')[0]
    paths = {
        "first page of the queue (50 rows)": "/desk/?tab=queue",
        "the next 50": after,
        "one row that changed, with all counts": f"/desk/?tab=queue&ids={one}",
        "all": "/desk/?tab=all",
        "mine": "/desk/?tab=mine",
    }
    rows: list[list[object]] = []
    for name, path in paths.items():
        seconds = []
        for _ in range(15):
            began = time.perf_counter()
            answer = page.request.get(url + path, headers={"HX-Request": "true"})
            seconds.append(time.perf_counter() - began)
            assert answer.ok, path
        rows.append([name, *(f"{1000 * percentile(seconds, percent):.0f} ms" for percent in (50, 95))])
    return rows


def scroll(page: Any, url: str, count: int) -> list[list[object]]:
    page.goto(f"{url}/desk/")
    page.wait_for_timeout(1500)
    began = time.perf_counter()
    seen = page.evaluate(SCROLL, count)
    took = time.perf_counter() - began
    placed = page.evaluate(PLACE)
    frames = seen["frames"]
    return [
        ["rows on the page", seen["rows"]],
        ["elements on the page", seen["nodes"]],
        ["scrolled through in", f"{took:.0f} s"],
        [
            "frame, p50 / p95 / slowest",
            " / ".join(f"{percentile(frames, p):.0f}" for p in (50, 95, 100)) + " ms",
        ],
        ["tasks over 50 ms", f"{len(seen['long'])}, longest {max(seen['long'], default=0):.0f} ms"],
        ["one row to the top of all", f"{placed:.0f} ms"],
    ]


def measure(server: Server, count: int) -> None:
    from playwright.sync_api import sync_playwright
    from tests.browser.chromium import launch
    from tests.browser.desk import sign_in

    url = f"http://127.0.0.1:{server.port}"
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(240_000)
        sign_in(page, url, LOGIN)
        print(
            table(f"The server, {count} waiting", ["what", "p50", "p95"], serve_times(page, url)), flush=True
        )
        print(table("Chromium scrolls through all of them", ["what", "here"], scroll(page, url, count)))
        browser.close()


LOGIN: dict[str, str] = {}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=10_000)
    count = parser.parse_args().rows
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with running("demo", folder / "data", "--playbook", "online-shop") as demo:
            LOGIN.update(demo.ready["agents"][0])
        run_inside(folder / "data", FILL, str(count))
        with running("serve", folder / "data") as server:
            print(f"Measured on {machine()}.")
            measure(server, count)


if __name__ == "__main__":
    main()
