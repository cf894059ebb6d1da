"""Which faults happen to the one process on SQLite?"""

import asyncio
import hashlib
import os
import random
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from faults.counting import Rows, of_sqlite
from faults.hosts import run
from faults.installation import Installation
from faults.processes import environment, warmline
from faults.scenes import Scene
from faults.visiting import Crowd

#: A little more than the demo and the load need.
DISK_MB = 80


async def kill(made: Installation, crowd: Crowd) -> str:
    for _ in range(6):
        await asyncio.sleep(random.uniform(0.5, 2))
        await made.kill(made.webs[0])
    return "6 kills"


async def lock(made: Installation, crowd: Crowd) -> str:
    """A copying program holds the file."""
    file = made.folder / "data" / "warmline.sqlite3"
    with closing(sqlite3.connect(file, timeout=60, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(30)
        other.execute("ROLLBACK")
    return "30 s"


async def fill_disk(made: Installation, crowd: Crowd) -> str:
    """The small disk that the data folder lies on has no byte left."""
    filler = made.folder / "data" / "filler"
    for _ in range(2):
        with filler.open("wb", buffering=0) as file:
            await asyncio.to_thread(fill, file.fileno(), filler)
        await asyncio.sleep(15)
        filler.unlink()
        await asyncio.sleep(3)
    return "2 × 15 s"


def fill(number: int, filler: Path) -> None:
    for size in (1_000_000, 4096, 1):
        try:
            while True:
                os.write(number, b"\0" * size)
        except OSError:
            continue


async def limit_files(made: Installation, crowd: Crowd) -> str:
    """Where no small disk may be mounted: the server may write no further byte (RLIMIT_FSIZE)."""
    process = made.webs[0].process
    assert process
    before = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (1, before[1]))
    await asyncio.sleep(15)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, before)
    return "15 s"


async def back_up(made: Installation, crowd: Crowd) -> str:
    """While people write; restored on an empty machine, it holds one moment of the installation, unchanged."""
    file, other = made.folder / "all.zip", made.folder / "other"
    await command("backup", str(file), "--data", str(made.folder / "data"))
    await command("restore", str(file), "--data", str(other))
    restored = of_sqlite(other / "warmline.sqlite3")(ROWS)
    keys = {row[:2] for row in restored}
    here = [row for row in made.query(ROWS) if row[:2] in keys]
    assert digest(here) == digest(restored), "the same words under the same numbers"
    last: dict[str, int] = {}
    for conversation, number, *_ in sorted(restored):
        assert number == last.get(conversation, 0) + 1, "no conversation has a gap"
        last[conversation] = number
    return f"1 backup, {len(restored)} messages in it, their digest the same"


ROWS = "SELECT conversation_id, number, kind, client_id, text, at FROM conversations_message"


async def command(*words: str) -> None:
    done = await asyncio.create_subprocess_exec(
        *warmline(*words), env=environment(), stdout=asyncio.subprocess.DEVNULL
    )
    assert await done.wait() == 0, words


def digest(rows: Rows) -> str:
    return hashlib.sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """The data folder on a disk of DISK_MB; False where we may not mount one."""
    data = folder / "data"
    data.mkdir()
    try:
        run(f"mount -t tmpfs -o size={DISK_MB}m tmpfs {data}")
    except Exception:
        yield False
        return
    try:
        yield True
    finally:
        run(f"umount -l {data}")


SCENES = (
    Scene("the one process killed (kill -9), SQLite", kill),
    Scene("database file locked by another program, SQLite", lock),
    Scene("disk full, SQLite", fill_disk),
    Scene("backup while people write, restored elsewhere, SQLite", back_up),
    Scene("no byte may be written (RLIMIT_FSIZE), SQLite", limit_files),
)
