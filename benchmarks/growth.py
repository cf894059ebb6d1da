"""How does the cost of each page and call grow with the messages that are kept? A table, and a plot for the docs.

python benchmarks/growth.py                                    SQLite, 1 thousand to 1 million messages
python benchmarks/growth.py --database postgresql:///bench     PostgreSQL; the database is emptied first
python benchmarks/growth.py --most 10000000 --plot             further; and draw docs/growth-<database>.svg

The messages are written straight into the tables, with readings and decisions; one in ten conversations is open.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from growth_chart import draw
from growth_filling import fill_up
from harness import machine, table
from search_messages import set_up, size

SIZES = (1_000, 100_000, 1_000_000, 10_000_000)
REPEATS = 5
#: A page above it is looked at (chosen by us: what a person notices, in the time of one processor).
SLOW_MS = 200

PAGES = {
    "inbox, queue": "/desk/?tab=queue",
    "inbox, with the bot": "/desk/?tab=bot",
    "inbox, closed": "/desk/?tab=closed",
    "inbox, all": "/desk/?tab=all",
    "one conversation": "/desk/conversations/{conversation}/",
    "its transcript": "/desk/conversations/{conversation}/transcript",
    "search, frequent word": "/desk/search/?q=order",
    "search, two words": "/desk/search/?q=broken+cake",
    "search, rare word": "/desk/search/?q=qqqqzzzz",
    "a customer": "/customers/{customer}/",
    "a customer's doubles": "/customers/{customer}/doubles/",
    "a customer's rights": "/privacy/customers/{customer}/",
    "decisions": "/decisions/",
    "a decision": "/decisions/{decision}/",
    "tasks": "/tasks/",
    "insights": "/insights/",
    "gaps": "/gaps/",
    "learning": "/learning/",
    "questions to label": "/learning/label/",
    "service times": "/service/",
    "labels": "/desk/labels/",
    "macros": "/macros/",
    "notices": "/notifications/",
    "people": "/people/",
    "knowledge": "/knowledge/",
    "help centre": "/help/",
}


@dataclass(frozen=True)
class Cost:
    """The median of REPEATS: milliseconds by the clock and of this process; how many queries."""

    wall_ms: float
    cpu_ms: float
    queries: int
    status: int
    slowest_sql: str = ""


def measure(step: Callable[[], int]) -> Cost:
    from django.db import connection

    step()
    seen = Queries()
    with connection.execute_wrapper(seen):
        step()
    wall, cpu = [], []
    for _ in range(REPEATS):
        began, began_cpu = time.perf_counter(), time.process_time()
        status = step()
        wall.append(1000 * (time.perf_counter() - began))
        cpu.append(1000 * (time.process_time() - began_cpu))
        if wall[-1] > 10_000:
            break
    return Cost(statistics.median(wall), statistics.median(cpu), seen.count, status, seen.slowest)


class Queries:
    """Counts statements and keeps the one that took longest."""

    def __init__(self) -> None:
        self.count, self.seconds, self.slowest = 0, 0.0, ""

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.count += 1
            if (took := time.perf_counter() - began) > self.seconds:
                self.seconds, self.slowest = took, f"{1000 * took:.0f} ms: {sql}"


def pages() -> Iterator[tuple[str, Callable[[], int]]]:
    from django.test import Client

    from warmline.conversations.models import Conversation
    from warmline.decisions.models import StoredDecision
    from warmline.staff.models import Person

    client = Client()
    client.force_login(Person.objects.filter(role="owner")[0])
    talk = Conversation.objects.filter(holder="queue").latest("last_message_at")
    places = {
        "conversation": talk.pk,
        "customer": talk.customer_id,
        "decision": StoredDecision.objects.order_by("-at", "-id")[0].pk,
    }
    for name, path in PAGES.items():
        yield name, partial(visit, client, path.format(**places))


def visit(client: Any, path: str) -> int:
    return int(client.get(path).status_code)


def calls() -> Iterator[tuple[str, Callable[[], int]]]:
    """What the Visitor API and the watchers ask, without HTTP."""
    import itertools

    from warmline.conversations.models import Conversation
    from warmline.conversations.recording import record
    from warmline.line.visitors import LINE
    from warmline.operations.figures import gather

    talk = Conversation.objects.filter(holder="queue").latest("last_message_at")
    held = Conversation.objects.filter(holder="bot").latest("last_message_at")
    numbers = itertools.count()

    def say() -> int:
        record(talk.pk, f"growth-{next(numbers)}-{time.time_ns()}", "And one more thing, please.")
        return 201

    def read() -> int:
        LINE.read(talk.pk, talk.last_number - 5)
        return 200

    def answer() -> int:
        from warmline.flow import respond

        said = record(held.pk, f"growth-{time.time_ns()}", f"When do you open? {next(numbers)}")
        respond(str(held.pk), said.message.number)
        return 201

    def look() -> int:
        list(gather())
        return 200

    yield "visitor: a message stored", say
    yield "visitor: the latest messages", read
    yield "bot: a message stored and answered", answer
    yield "figures for Prometheus", look


def run(sizes: Sequence[int]) -> dict[str, list[Cost]]:
    found: dict[str, list[Cost]] = {}
    have = 0
    for wanted in sizes:
        began = time.perf_counter()
        fill_up(have, wanted)
        have = wanted
        size()
        print(f"{wanted} messages after {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
        for name, step in (*pages(), *calls()):
            try:
                cost = measure(step)
            except Exception as error:
                print(f"{name} failed: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
                cost = Cost(0, 0, 0, 500)
            found.setdefault(name, []).append(cost)
            if cost.status >= 400 or cost.cpu_ms > SLOW_MS:
                print(
                    f"{name}: {cost.status}, {cost.cpu_ms:.0f} ms of CPU, {cost.slowest_sql[:1500]}",
                    file=sys.stderr,
                    flush=True,
                )
    return found


def rows_of(found: dict[str, list[Cost]]) -> list[list[object]]:
    return [
        [
            name,
            *(f"{cost.wall_ms:.1f} ({cost.cpu_ms:.1f})" for cost in costs),
            " / ".join(str(cost.queries) for cost in costs),
        ]
        for name, costs in found.items()
    ]


def prepare() -> None:
    """The bakery with its past, so that every page has something to show, and one message that was read."""
    from uuid import UUID

    from warmline.channels.line import Visitor
    from warmline.flow import respond
    from warmline.lib.time import now
    from warmline.line.visitors import LINE
    from warmline.playbooks.loading import load_playbook

    load_playbook("bakery", now() - timedelta(minutes=1))
    begun = LINE.begin(Visitor())["id"]
    message, _ = LINE.record(UUID(begun), "first", "What are your opening hours?", None)
    respond(begun, message["number"])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", default="")
    parser.add_argument("--most", type=int, default=1_000_000)
    parser.add_argument("--plot", action="store_true")
    options = parser.parse_args()
    sizes = [each for each in SIZES if each <= options.most]
    with ExitStack() as stack:
        set_up(stack, options.database)
        prepare()
        found = run(sizes)
        kind = "PostgreSQL" if options.database else "SQLite"
        print(f"Measured on {machine()}; load {os.getloadavg()[0]:.1f}; database {size()}.")
        header = [
            "page or call",
            *(f"{each:,} messages: ms by the clock (CPU here)" for each in sizes),
            "queries",
        ]
        print(table(f"Growth on {kind}", header, rows_of(found)))
        if options.plot:
            lines = {name: [cost.wall_ms for cost in costs] for name, costs in found.items()}
            file = Path(__file__).parents[1] / "docs" / f"growth-{kind.lower()}.svg"
            file.write_text(draw(f"Growth on {kind}: milliseconds of each page and call", sizes, lines))


if __name__ == "__main__":
    main()
