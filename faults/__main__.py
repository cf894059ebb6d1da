"""Break everything that can break, under load, and count what was lost: prints the table of docs/reliability.md.

python -m faults                    all of it, about twenty minutes
python -m faults --only worker      the faults with that word in their name
python -m faults --where hosts      only where: single (SQLite), hosts (PostgreSQL, Redis), networks
python -m faults --write            and put the table into docs/reliability.md
"""

import argparse
import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from faults import scenes, scenes_network, scenes_single
from faults.counting import Count, settle_and_count
from faults.hosts import hosts, may_have_networks
from faults.installation import Installation, many, single
from faults.scenes import Scene
from faults.visiting import Crowd

REPORT = Path(__file__).parents[1] / "docs" / "reliability.md"
HEADER = (
    "fault", "how often", "messages", "lost", "doubled", "out of order", "unowned", "not shown",
    "longest wait", "in order after", "refused or unanswered",
)  # fmt: skip
CALM_SECONDS = 2.0


async def play(scene: Scene, made: Installation) -> tuple[Count, str]:
    crowd = Crowd(made.addresses)
    crowd.start()
    await asyncio.sleep(CALM_SECONDS)
    told = await scene.act(made, crowd)
    await asyncio.sleep(CALM_SECONDS)
    await crowd.stop()
    count = await settle_and_count(crowd, made.query)
    await crowd.leave()
    scene.check(made)
    return count, told


def row(scene: Scene, count: Count, told: str) -> list[str]:
    refused = {name: n for name, n in sorted(count.answers.items()) if name not in ("200", "201")}
    return [
        scene.name,
        told,
        str(count.acknowledged),
        *(str(n) for n in (count.lost, count.doubled, count.out_of_order, count.unowned, count.not_shown)),
        f"{count.longest_wait_seconds:.1f} s",
        f"{count.settled_seconds:.1f} s",
        ", ".join(f"{n} × {name}" for name, n in refused.items()) or "none",
    ]


def play_all(found: Sequence[Scene], made: Installation) -> Iterator[tuple[list[str], bool]]:
    for scene in found:
        print(f"... {scene.name}", file=sys.stderr, flush=True)
        count, told = asyncio.run(play(scene, made))
        cells = row(scene, count, told)
        print("| " + " | ".join(cells) + " |", flush=True)
        yield cells, count.is_well and "500" not in count.answers


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="warmline-faults-") as name:
        yield Path(name)


def run(word: str, where: str) -> Iterator[tuple[list[str], bool]]:
    def wanted(place: str, all_of_them: Sequence[Scene]) -> list[Scene]:
        is_here = where in ("", place)
        return [scene for scene in all_of_them if is_here and word.lower() in scene.name.lower()]

    if found := wanted("single", scenes_single.SCENES):
        with ExitStack() as stack:
            here = stack.enter_context(folder())
            has_disk = stack.enter_context(scenes_single.small_disk(here))
            made = stack.enter_context(single(here))
            yield from play_all([s for s in found if has_disk or s.act != scenes_single.fill_disk], made)
    if found := wanted("hosts", scenes.SCENES):
        with folder() as here, many(here) as made:
            yield from play_all(found, made)
    if found := wanted("networks", scenes_network.SCENES):
        if not may_have_networks():
            print("Left out, for want of the right to make networks: " + ", ".join(s.name for s in found))
            return
        with folder() as here, hosts(2) as made_hosts, many(here, made_hosts) as made:
            yield from play_all(found, made)


def as_table(rows: Sequence[Sequence[str]]) -> str:
    lines = [HEADER, ["---"] * len(HEADER), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def write(rows: Sequence[Sequence[str]]) -> None:
    """Between the two marks; all else of the page stays."""
    day = f"Run of {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores at load {os.getloadavg()[0]:.0f}."
    text = f"<!-- faults -->\n{day}\n\n{as_table(rows)}\n<!-- /faults -->"
    page = REPORT.read_text()
    REPORT.write_text(re.sub(r"<!-- faults -->.*<!-- /faults -->", lambda _: text, page, flags=re.DOTALL))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", metavar="WORD", default="")
    parser.add_argument("--where", choices=["single", "hosts", "networks"], default="")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    ended = list(run(options.only, options.where))
    rows = [cells for cells, _ in ended]
    print(as_table(rows))
    if options.write:
        write(rows)
    return 0 if all(is_well for _, is_well in ended) else 1


if __name__ == "__main__":
    raise SystemExit(main())
