"""How much do thousands of visitors cost, how soon is each seen, and what happens above capacity?

python benchmarks/load.py                  one process on SQLite, then two hosts on PostgreSQL with Redis and without
python benchmarks/load.py --mode sqlite    one of sqlite, redis, postgresql, storm
python benchmarks/load.py --quick          a quarter of the messages, a fifth of the streams

Hosts have a web process and a worker each; a message is written at one and its stream is held by the other.
"""

import argparse
import asyncio
import itertools
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from desk_watching import Agent
from harness import allow_many_files, machine, percentile, reference, table, wait_for_port
from messages import closed_loop, open_loop, questions
from wire import Sent, Visitor

sys.path.insert(0, str(Path(__file__).parents[1]))

from faults.installation import Installation, many, single
from faults.processes import Running

#: Enough to keep it busy, few enough that waiting is not all they do.
VISITORS = 16
#: Messages a second for the delays, as in the budget.
RATE = 20
CROWD = 500
AGENTS = 4
STREAMS = 5000


@dataclass(frozen=True)
class Measured:
    """What a load came to: each message, the seconds, and the CPU seconds of each process."""

    sent: Sequence[Sent]
    wall_seconds: float
    cpu_seconds: dict[str, float]

    @property
    def shown(self) -> list[float]:
        return [one.screen_seconds for one in self.sent if one.screen_seconds]

    @property
    def stored(self) -> list[float]:
        return [one.stored_seconds for one in self.sent if one.status == 201]

    @property
    def cpu_ms(self) -> float:
        return 1000 * sum(self.cpu_seconds.values()) / max(1, len(self.shown))

    def cpu_by_process(self) -> str:
        each = {name: 1000 * cpu / max(1, len(self.shown)) for name, cpu in self.cpu_seconds.items()}
        return ", ".join(f"{name} {ms:.2f}" for name, ms in each.items())

    def refused(self) -> str:
        """By status, and how many said when to try again; then what was stored and never shown."""
        kinds = Counter(
            f"{one.status}{' with Retry-After' if one.retry_after else ''}"
            for one in self.sent
            if one.status != 201
        )
        unseen = sum(one.status == 201 and not one.screen_seconds for one in self.sent)
        told = [f"{count} × {kind}" for kind, count in kinds.items()]
        return ", ".join([*told, *([f"{unseen} never shown"] if unseen else [])]) or "none"


def delays(seconds: Sequence[float]) -> str:
    return " / ".join(f"{1000 * percentile(seconds, percent):.1f}" for percent in (50, 95, 99)) + " ms"


async def measure(processes: dict[str, Running], load: Callable[[], object]) -> Measured:
    before = {name: one.cpu_seconds() for name, one in processes.items()}
    started = time.perf_counter()
    sent = await load()  # type: ignore[misc]
    wall = time.perf_counter() - started
    await rest(processes)
    return Measured(sent, wall, {name: one.cpu_seconds() - before[name] for name, one in processes.items()})


async def rest(processes: dict[str, Running]) -> None:
    """Until what follows a message is done as well: it belongs to its cost."""
    was, until = -1.0, time.monotonic() + 90
    while (total := sum(one.cpu_seconds() for one in processes.values())) - was > 0.08:
        was = total
        if time.monotonic() > until:
            return
        await asyncio.sleep(1)


def processes_of(made: Installation) -> dict[str, Running]:
    named = {one.name: one for one in made.processes}
    if made.cluster:
        named["postgresql"] = made.cluster.server
    if made.redis:
        named["redis"] = made.redis
    return named


async def begin(ports: Sequence[int], count: int) -> list[Visitor]:
    """Each writes at one host and has its stream at the next."""
    visitors = []
    for number in range(count):
        at, screen = ports[number % len(ports)], ports[(number + 1) % len(ports)]
        visitors.append(await (await Visitor(at, screen_port=screen).begin()).listen())
    await asyncio.sleep(0.3)
    return visitors


def leave(visitors: Sequence[Visitor]) -> None:
    for visitor in visitors:
        visitor.leave()


@dataclass(frozen=True)
class Loaded:
    """One way to run it: busy, calm, the bot, and a crowd; agents watch meanwhile."""

    busy: Measured
    calm: Measured
    bot: Measured | None = None
    crowd: Measured | None = None
    pages: Sequence[float] = ()
    noticed: Sequence[float] = ()
    memory: str = ""


async def load_plain(ports: Sequence[int], processes: dict[str, Running], count: int) -> Loaded:
    visitors = await begin(ports, VISITORS)
    await ask_for_people(visitors)
    await closed_loop(visitors, count // 10)
    busy = await measure(processes, lambda: closed_loop(visitors, count))
    senders = [
        lambda visitor=visitor: visitor.say("One more thing, please.")
        for _, visitor in zip(range(count // 4), itertools.cycle(visitors), strict=False)
    ]
    calm = await measure(processes, lambda: open_loop(senders, RATE))
    leave(visitors)
    return Loaded(busy, calm)


async def ask_for_people(visitors: Sequence[Visitor]) -> None:
    """So that no bot answers: the floor has none."""
    for visitor in visitors:
        await visitor.wire.ask("POST", f"{visitor.path}/person", visitor.token, {})


async def load_all(made: Installation, count: int) -> Loaded:
    ports, processes = [port for _, port in made.addresses], processes_of(made)
    plain = await load_plain(ports, processes, count)
    asked = questions()
    asking = await begin(ports, count // 8)
    senders = [lambda visitor=visitor: visitor.ask(next(asked)) for visitor in asking]
    bot = await measure(processes, lambda: open_loop(senders, 5))
    leave(asking)
    crowding = await begin(ports, CROWD)
    await ask_for_people(crowding)
    agents = [Agent(ports[n % len(ports)], crowding[n], made.login) for n in range(AGENTS)]
    await asyncio.gather(*(agent.watch() for agent in agents))
    crowd = await measure(processes, lambda: closed_loop(crowding, count))
    memory = ", ".join(f"{name} {one.memory_mb():.0f}" for name, one in processes.items())
    leave(crowding)
    pages, noticed = [], []
    for agent in agents:
        pages += agent.pages
        noticed += agent.noticed
        await agent.leave()
    return Loaded(plain.busy, plain.calm, bot, crowd, pages, noticed, memory)


async def load_floor(folder: Path, count: int) -> Loaded:
    with reference(folder) as server:
        one = Running("bare server", [], folder / "none", process=server.process)
        return await load_plain([server.port], {"bare server": one}, count)


def report(name: str, ours: Loaded, floor: Loaded) -> str:
    def ratio(mine: float, least: float) -> str:
        return f"{mine / least:.1f} ×"

    per_second = len(ours.busy.shown) / ours.busy.wall_seconds
    floor_per_second = len(floor.busy.shown) / floor.busy.wall_seconds
    rows: list[list[object]] = [
        ["CPU per message, all processes", f"{ours.busy.cpu_ms:.2f} ms", f"{floor.busy.cpu_ms:.2f} ms",
         ratio(ours.busy.cpu_ms, floor.busy.cpu_ms)],
        ["... by process", ours.busy.cpu_by_process(), "", ""],
        [f"messages per second, {VISITORS} write without a pause", f"{per_second:.0f}",
         f"{floor_per_second:.0f}", f"{per_second / floor_per_second:.2f} ×"],
        [f"stored, p50 / p95 / p99 at {RATE}/s", delays(ours.calm.stored), delays(floor.calm.stored),
         ratio(percentile(ours.calm.stored, 50), percentile(floor.calm.stored, 50)) + " (p50)"],
        ["on the other side's screen, the same", delays(ours.calm.shown), delays(floor.calm.shown),
         ratio(percentile(ours.calm.shown, 50), percentile(floor.calm.shown, 50)) + " (p50)"],
        ["refused or not shown", f"{ours.busy.refused()}; {ours.calm.refused()}", floor.busy.refused(), ""],
    ]  # fmt: skip
    if ours.bot and ours.crowd:
        rows += bot_and_crowd(ours, ours.bot, ours.crowd)
    return table(name, ["what", "here", "bare server, same run", "ratio"], rows)


def bot_and_crowd(ours: Loaded, bot: Measured, crowd: Measured) -> list[list[object]]:
    return [
        ["CPU per message answered by the bot", f"{bot.cpu_ms:.1f} ms: {bot.cpu_by_process()}", "", ""],
        ["bot's answer on the screen at 5/s", f"{delays(bot.shown)}; refused: {bot.refused()}", "", ""],
        [f"{CROWD} write without a pause: per second",
         f"{len(crowd.shown) / crowd.wall_seconds:.0f}", "", ""],
        ["... stored", delays(crowd.stored), "", ""],
        ["... on the other side's screen", delays(crowd.shown), "", ""],
        ["... refused or never shown", crowd.refused(), "", ""],
        [f"... the inbox of {AGENTS} agents meanwhile, p50 / p95 / p99", delays(ours.pages), "", ""],
        ["... until their open conversation was told of a new message", delays(ours.noticed), "", ""],
        ["memory after it, MB", ours.memory, "", ""],
    ]  # fmt: skip


async def storm(made: Installation, streams: int) -> str:
    """All streams are dropped at once, by kill -9 of the server, and all come back as soon as they can."""
    (web,), (_, port) = made.webs, made.addresses[0]
    visitors = [Visitor(port) for _ in range(streams)]
    await in_portions(visitors, 50, Visitor.begin)
    await in_portions(visitors, 50, Visitor.listen)
    for visitor in visitors:
        visitor.wire.close()
    await asyncio.sleep(2)
    open_mb, senders = web.memory_mb(), visitors[:: max(1, streams // 100)]
    late = [asyncio.ensure_future(visitor.say("Just before.")) for visitor in senders]
    await asyncio.gather(*late)
    web.kill()
    started = time.perf_counter()
    begun = asyncio.ensure_future(asyncio.to_thread(web.start))
    await asyncio.to_thread(wait_for_port, port)
    ready = time.perf_counter() - started
    await in_portions(visitors, streams, come_back)
    back = time.perf_counter() - started
    await begun
    cpu = web.cpu_seconds()
    sent = await asyncio.gather(*(visitor.say("And just after.") for visitor in senders))
    lost = sum(one.status != 201 or not one.screen_seconds for one in sent)
    wrong = sum(await count_lost(visitor) for visitor in senders)
    leave(visitors)
    rows: list[list[object]] = [
        ["memory with all streams open", f"{open_mb:.0f} MB"],
        ["killed; the port answers again after", f"{ready:.1f} s"],
        ["all streams are back after", f"{back:.1f} s ({streams / max(back - ready, 0.001):.0f} a second)"],
        ["CPU of the server by then, its start included", f"{cpu:.1f} s"],
        ["memory afterwards", f"{web.memory_mb():.0f} MB"],
        [f"of {2 * len(senders)} messages just before and just after: lost or not shown", lost + wrong],
    ]
    return table(f"{streams:,} idle streams, all dropped at once", ["what", "here"], rows)


async def in_portions(visitors: Sequence[Visitor], size: int, step: Callable[[Visitor], object]) -> None:
    for first in range(0, len(visitors), size):
        await asyncio.gather(*(step(visitor) for visitor in visitors[first : first + size]))  # type: ignore[call-overload]


async def come_back(visitor: Visitor) -> None:
    """Again and again until the stream is open, without the chance pause that real chats make."""
    while True:
        try:
            await asyncio.wait_for(visitor.listen(), 30)
            return
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            await asyncio.sleep(0.2)


async def count_lost(visitor: Visitor) -> int:
    """What the tables have and the stream did not show, or a gap in the numbers."""
    found = (await visitor.wire.ask("GET", f"{visitor.path}/messages", visitor.token)).json()
    numbers = [message["number"] for message in found]
    said = sum(message["from"]["kind"] == "customer" for message in found)
    return (numbers != list(range(1, len(numbers) + 1))) + (said != 2) + (visitor.shown < numbers[-1])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mode", choices=["sqlite", "redis", "postgresql", "storm", "all"], default="all")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    count, streams = (500, STREAMS // 5) if options.quick else (2000, STREAMS)
    allow_many_files()
    print(f"Measured on {machine()}.")
    for mode in ("sqlite", "redis", "postgresql", "storm"):
        if options.mode in (mode, "all"):
            with TemporaryDirectory() as temporary:
                print(run(mode, Path(temporary), count, streams), flush=True)


def run(mode: str, folder: Path, count: int, streams: int) -> str:
    if mode == "storm":
        with single(folder) as made:
            return asyncio.run(storm(made, streams))
    floor = asyncio.run(load_floor(folder, count))
    if mode == "sqlite":
        with single(folder) as made:
            return report("One process, SQLite", asyncio.run(load_all(made, count)), floor)
    with many(folder, with_redis=mode == "redis") as made:
        name = f"Two hosts on PostgreSQL {'with' if mode == 'redis' else 'without'} Redis"
        return report(name, asyncio.run(load_all(made, count)), floor)


if __name__ == "__main__":
    main()
