"""What does a message cost, and how soon is it seen? A real server under a load, against the floor.

python benchmarks/messages.py            all of it, about two minutes
python benchmarks/messages.py --quick    the same with a quarter of the messages
"""

import argparse
import asyncio
import itertools
import time
import tomllib
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from harness import (
    Server,
    allow_many_files,
    machine,
    make_demo,
    percentile,
    reference,
    running,
    table,
    take_all,
)
from wire import Sent, Visitor, Wire

ANSWERS = Path(__file__).parents[1] / "src/warmline/playbooks/online_shop/answers.toml"
#: Enough to keep the server busy, few enough that waiting is not all they do.
VISITORS = 16
RATE = 20  # messages a second for the latencies, as in the budget
#: Far more at once than one process can serve.
CROWD = 300
QUESTIONS_EACH = 4  # of one conversation, before the bot would look for a person
NAMES = (
    "Ann",
    "Ben",
    "Cleo",
    "Dan",
    "Eva",
    "Finn",
    "Gil",
    "Hana",
    "Ian",
    "Jo",
    "Kim",
    "Lea",
    "Max",
    "Nina",
    "Omar",
)


@dataclass(frozen=True)
class Measured:
    """What a load of messages came to; seconds are those until the screen."""

    sent: list[Sent]
    wall_seconds: float
    cpu_seconds: float

    @property
    def shown(self) -> list[float]:
        return [one.screen_seconds for one in self.sent if one.screen_seconds]

    @property
    def per_second(self) -> float:
        return len(self.shown) / self.wall_seconds

    @property
    def cpu_ms(self) -> float:
        return 1000 * self.cpu_seconds / max(1, len(self.shown))

    def ms(self, percent: float) -> float:
        return 1000 * percentile(self.shown, percent)

    def trouble(self) -> str:
        """How many were not stored, by status, or not shown; "none" when there were none."""
        refused = Counter(str(one.status) for one in self.sent if one.status != 201)
        unseen = sum(1 for one in self.sent if one.status == 201 and not one.screen_seconds)
        return (
            ", ".join([*(f"{n} × {status}" for status, n in refused.items()), *[f"{unseen} unseen"][:unseen]])
            or "none"
        )


def questions() -> Iterator[str]:
    """What customers ask, no text twice: nothing is to be gained by remembering the last ones."""
    answers = tomllib.loads(ANSWERS.read_text())["answer"]
    phrases = [phrase for answer in answers if not answer.get("action") for phrase in answer["phrases"]]
    for name in itertools.cycle(NAMES):
        for phrase in phrases:
            yield f"{phrase}? it is for {name}"


async def crowd(port: int, count: int) -> list[Visitor]:
    visitors = [await (await Visitor(port).begin()).listen() for _ in range(count)]
    # Streams say first what is there already.
    await asyncio.sleep(0.2)
    return visitors


async def measure(server: Server, load: Coroutine[Any, Any, list[Sent]]) -> Measured:
    cpu, started = server.cpu_seconds(), time.perf_counter()
    sent = await load
    wall = time.perf_counter() - started
    return Measured(sent, wall, await rest(server) - cpu)


async def rest(server: Server) -> float:
    """The CPU seconds of the server once it is idle: what follows a message (its job) belongs to its cost."""
    was, until = -1.0, time.monotonic() + 60
    while server.cpu_seconds() - was > 0.03 and time.monotonic() < until:
        was = server.cpu_seconds()
        await asyncio.sleep(0.5)
    return server.cpu_seconds()


async def closed_loop(visitors: Sequence[Visitor], count: int) -> list[Sent]:
    """Each visitor writes as soon as the last message was seen."""
    numbers, sent = iter(range(count)), []

    async def write(visitor: Visitor) -> None:
        for number in numbers:
            sent.append(await visitor.say(f"Thank you, that helps. This is message {number}."))

    await asyncio.gather(*(write(visitor) for visitor in visitors))
    return sent


async def open_loop(senders: Sequence[Callable[[], Awaitable[Sent]]], per_second: float) -> list[Sent]:
    """One after another at a fixed rate, whether or not the last ones were seen."""
    started, tasks = time.perf_counter(), []
    for number, send in enumerate(senders):
        await asyncio.sleep(max(0.0, started + number / per_second - time.perf_counter()))
        tasks.append(asyncio.ensure_future(send()))
    return list(await asyncio.gather(*tasks))


async def ask_all(visitors: Sequence[Visitor], at_once: int) -> list[Sent]:
    """Each visitor asks its questions one by one; so many visitors at a time."""
    asked, waiting, sent = questions(), iter(visitors), []

    async def work() -> None:
        for visitor in waiting:
            for _ in range(QUESTIONS_EACH):
                if visitor.holder == "bot":
                    sent.append(await visitor.ask(next(asked)))
                    # Whether a person has it now comes right after the answer.
                    await asyncio.sleep(0.02)

    await asyncio.gather(*(work() for _ in range(at_once)))
    return sent


async def probe_page(port: int, until: asyncio.Event) -> list[float]:
    """Seconds that a page took, again and again while the crowd writes."""
    wire, seconds = Wire(port), []
    while not until.is_set():
        started = time.perf_counter()
        await wire.ask("GET", "/help/")
        seconds.append(time.perf_counter() - started)
        await asyncio.sleep(0.25)
    wire.close()
    return seconds


@dataclass(frozen=True)
class Plain:
    """The figures without the brain, alike for us and for the floor."""

    busy: Measured
    calm: Measured


async def measure_plain(server: Server, data: Path | None, count: int) -> Plain:
    """data: of an installation whose people take the conversations, so that no bot answers."""
    visitors = await crowd(server.port, VISITORS)
    if data:
        take_all(data, [visitor.id for visitor in visitors])
    await closed_loop(visitors, count // 10)
    busy = await measure(server, closed_loop(visitors, count))
    senders = [
        lambda visitor=visitor: visitor.say("One more thing, please.")
        for _, visitor in zip(range(count // 4), itertools.cycle(visitors), strict=False)
    ]
    calm = await measure(server, open_loop(senders, RATE))
    for visitor in visitors:
        visitor.leave()
    return Plain(busy, calm)


async def measure_bot(server: Server, count: int) -> tuple[Measured, Measured]:
    """The bot busy (eight ask at a time), and calm: one question each 0.2 s."""
    asking = await crowd(server.port, count // QUESTIONS_EACH)
    await ask_all(asking[:4], 1)
    busy = await measure(server, ask_all(asking[4:], 8))
    calm_visitors = await crowd(server.port, count // 4)
    asked = questions()
    senders = [lambda visitor=visitor: visitor.ask(next(asked)) for visitor in calm_visitors]
    calm = await measure(server, open_loop(senders, 5))
    for visitor in [*asking, *calm_visitors]:
        visitor.leave()
    return busy, calm


async def measure_crowd(server: Server, data: Path, count: int) -> tuple[Measured, list[float]]:
    """Above capacity: everybody writes at once, and pages are asked for meanwhile."""
    visitors = await crowd(server.port, CROWD)
    take_all(data, [visitor.id for visitor in visitors])
    done = asyncio.Event()
    probing = asyncio.ensure_future(probe_page(server.port, done))
    measured = await measure(server, closed_loop(visitors, count))
    done.set()
    for visitor in visitors:
        visitor.leave()
    return measured, await probing


async def measure_rush(server: Server) -> Measured:
    """Above the bot's capacity: so many questions in the same moment, each of another visitor."""
    visitors = await crowd(server.port, CROWD // 2)
    asked = questions()
    senders = [lambda visitor=visitor: visitor.ask(next(asked)) for visitor in visitors]
    measured = await measure(server, open_loop(senders, 1e6))
    for visitor in visitors:
        visitor.leave()
    return measured


def plain_rows(apart: Plain, ours: Plain, floor: Plain) -> list[list[object]]:
    def row(what: str, budget: str, mine: float, least: float, unit: str) -> list[object]:
        return [what, budget, f"{mine:.2f} {unit}", f"{least:.2f} {unit}", f"{mine / least:.1f} ×"]

    return [
        row("CPU per message, stored and shown", "≤ 2 ms, ≤ 3 ×", apart.busy.cpu_ms, floor.busy.cpu_ms, "ms"),
        row("... and read for staff by the worker beside", "", ours.busy.cpu_ms, floor.busy.cpu_ms, "ms"),
        row("messages per second, one process", "≥ 200", ours.busy.per_second, floor.busy.per_second, "/s"),
        *(
            row(f"until the other side's screen, p{p}", budget, ours.calm.ms(p), floor.calm.ms(p), "ms")
            for p, budget in ((50, ""), (95, ""), (99, "≤ 40 ms"))
        ),
    ]


def bot_rows(busy: Measured, calm: Measured) -> list[list[object]]:
    return [
        ["CPU per message, answered by the bot", "≤ 12 ms", f"{busy.cpu_ms:.1f} ms"],
        ["answers of the bot per second", "", f"{busy.per_second:.0f} /s"],
        ["bot's answer at 5/s, p50", "", f"{calm.ms(50):.0f} ms"],
        ["bot's answer at 5/s, p95", "≤ 150 ms", f"{calm.ms(95):.0f} ms"],
        ["bot's answer, eight asking at a time, p95", "", f"{busy.ms(95):.0f} ms"],
        ["not stored or not answered", "none", f"{busy.trouble()}; {calm.trouble()}"],
    ]


def crowd_rows(crowded: Measured, pages: list[float], rush: Measured) -> list[list[object]]:
    acknowledged = [one.stored_seconds for one in rush.sent]
    return [
        [f"{CROWD} write at once: messages per second", f"{crowded.per_second:.0f} /s"],
        ["... on the other side's screen, p50 / p99", f"{crowded.ms(50):.0f} / {crowded.ms(99):.0f} ms"],
        ["... refused or unseen", crowded.trouble()],
        ["... a page of the help centre meanwhile, slowest", f"{1000 * max(pages):.0f} ms"],
        [f"{CROWD // 2} questions in one moment: stored, slowest", f"{1000 * max(acknowledged):.0f} ms"],
        ["... answered, p50 / slowest", f"{rush.ms(50):.0f} / {rush.ms(100):.0f} ms"],
        ["... refused or never answered", rush.trouble()],
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    count = 500 if parser.parse_args().quick else 2000
    allow_many_files()
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with reference(folder) as server:
            floor = asyncio.run(measure_plain(server, None, count))
        data = make_demo(folder)
        with running("serve", data) as server:
            ours = asyncio.run(measure_plain(server, data, count))
            bot = asyncio.run(measure_bot(server, count // 4))
            crowded = asyncio.run(measure_crowd(server, data, count))
            rush = asyncio.run(measure_rush(server))
        # Last, since the jobs that it leaves would be done by the next server.
        with running("serve", data, "--no-worker") as server:
            apart = asyncio.run(measure_plain(server, data, count))
    print(f"Measured on {machine()}.")
    header = ["what", "budget", "here", "bare server", "ratio"]
    print(table(f"Against the floor (delays at {RATE} messages/s)", header, plain_rows(apart, ours, floor)))
    print(table("With the brain", ["what", "budget", "here"], bot_rows(*bot)))
    print(table("Above capacity", ["what", "here"], crowd_rows(*crowded, rush)))


if __name__ == "__main__":
    main()
