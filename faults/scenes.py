"""Which faults happen to an installation of several hosts, and how?"""

import asyncio
import random
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import psycopg

from faults.installation import Installation, inside
from faults.poisoned_worker import POISON
from faults.processes import Running
from faults.visiting import Answer, Crowd, Unanswered, ask

Act = Callable[[Installation, Crowd], Awaitable[str]]
HERE = Path(__file__).parent
#: How often; a process takes a while to come back on a crowded machine.
KILLS, POWER_CUTS = 4, 2
EXAMINE = """
import django
django.setup()
from warmline.commands.doctor import examine
print([finding.check for finding in examine()])
"""


@dataclass(frozen=True)
class Scene:
    """act breaks and mends, under load, and returns what else is to be told."""

    name: str
    act: Act
    #: What must be true in the end besides the counts; raises AssertionError.
    check: Callable[[Installation], None] = field(default=lambda made: None)


async def kill_webs(made: Installation, crowd: Crowd) -> str:
    for number in range(KILLS):
        await asyncio.sleep(random.uniform(0.5, 1.5))
        await made.kill(made.webs[number % len(made.webs)])
    return f"{KILLS} kills"


async def kill_workers(made: Installation, crowd: Crowd) -> str:
    for number in range(KILLS):
        await asyncio.sleep(random.uniform(0.5, 1.5))
        await made.kill(made.workers[number % len(made.workers)])
    return f"{KILLS} kills"


async def kill_everything(made: Installation, crowd: Crowd) -> str:
    """All hosts lose their power at once, database and Redis with them."""
    assert made.cluster and made.redis
    for _ in range(POWER_CUTS):
        await asyncio.sleep(2)
        for one in (*made.processes, made.redis, made.cluster.server):
            one.kill()
        made.redis.start()
        await asyncio.to_thread(made.cluster.start)
        await asyncio.gather(*(made.restart(one) for one in made.processes))
    return f"{POWER_CUTS} times"


async def kill_database(made: Installation, crowd: Crowd) -> str:
    assert made.cluster
    for _ in range(4):
        await asyncio.sleep(random.uniform(1, 3))
        await asyncio.to_thread(made.cluster.server.kill)
        await asyncio.sleep(1)
        await asyncio.to_thread(made.cluster.start)
    return "4 kills"


async def restart_database(made: Installation, crowd: Crowd) -> str:
    """As an upgrade does it: open connections are ended."""
    assert made.cluster
    for _ in range(3):
        await asyncio.sleep(random.uniform(1, 3))
        await asyncio.to_thread(made.cluster.server.stop, signal.SIGINT)
        await asyncio.to_thread(made.cluster.start)
    return "3 restarts"


async def kill_redis(made: Installation, crowd: Crowd) -> str:
    assert made.redis
    for _ in range(6):
        await asyncio.sleep(random.uniform(0.5, 1.5))
        await made.kill(made.redis)
    return "6 kills"


async def lose_redis_for_a_minute(made: Installation, crowd: Crowd) -> str:
    assert made.redis
    made.redis.kill()
    await asyncio.sleep(60)
    made.redis.start()
    return "60 s away"


async def lock_table(made: Installation, crowd: Crowd) -> str:
    """Somebody's own program holds the table that every message needs."""
    assert made.cluster
    async with await psycopg.AsyncConnection.connect(made.cluster.url()) as connection:
        await connection.execute("LOCK TABLE conversations_conversation IN SHARE ROW EXCLUSIVE MODE")
        await asyncio.sleep(30)
        await connection.rollback()
    return "30 s"


async def freeze_worker(made: Installation, crowd: Crowd) -> str:
    """A worker stands still until others took its jobs, and then goes on with them: two do the same job."""
    for worker in made.workers:
        worker.send(signal.SIGSTOP)
        await asyncio.sleep(15)
        worker.send(signal.SIGCONT)
        await asyncio.sleep(2)
    return "each worker 15 s"


async def freeze_web(made: Installation, crowd: Crowd) -> str:
    for web in made.webs:
        web.send(signal.SIGSTOP)
        await asyncio.sleep(8)
        web.send(signal.SIGCONT)
        await asyncio.sleep(2)
    return "each web process 8 s"


async def deploy(made: Installation, crowd: Crowd) -> str:
    """A migration on the busiest table, then each process ends in order and starts again, one by one."""
    assert made.cluster
    sql = "ALTER TABLE conversations_message ADD COLUMN IF NOT EXISTS of_the_next_version text NULL"
    await asyncio.to_thread(made.cluster.run, sql)
    index = "CREATE INDEX CONCURRENTLY IF NOT EXISTS of_the_next_version ON conversations_message (at)"
    await asyncio.to_thread(made.cluster.run, index)
    for one in made.processes:
        await asyncio.to_thread(one.stop)
        await asyncio.to_thread(one.start)
        await asyncio.sleep(1)
    await asyncio.to_thread(made.cluster.run, "DROP INDEX of_the_next_version")
    await asyncio.to_thread(
        made.cluster.run, "ALTER TABLE conversations_message DROP COLUMN of_the_next_version"
    )
    return f"{len(made.processes)} restarts, 1 migration"


async def poison(made: Installation, crowd: Crowd) -> str:
    """A message whose job kills its worker each time; a supervisor starts the worker again each time."""
    workers = [poisoned(one) for one in made.workers]
    for old, new in zip(made.workers, workers, strict=True):
        await asyncio.to_thread(old.stop)
        await asyncio.to_thread(new.start)
    supervising = [asyncio.ensure_future(supervise(made, one)) for one in workers]
    try:
        talks = [await write_poison(crowd) for _ in range(2)]
        async with asyncio.timeout(240):
            while not all([await is_given_to_a_person(crowd, *talk) for talk in talks]):
                await asyncio.sleep(1)
    finally:
        for each in supervising:
            each.cancel()
        await asyncio.gather(*supervising, return_exceptions=True)
    for old, new in zip(made.workers, workers, strict=True):
        await asyncio.to_thread(new.stop)
        await asyncio.to_thread(old.start)
    return "2 such messages"


def check_parked(made: Installation) -> None:
    assert made.cluster
    said = inside(made.folder / "data", made.cluster.url(), EXAMINE)
    assert "parked jobs" in said, "the doctor names them"
    assert made.query("SELECT count(*) FROM jobs_job WHERE error = 'WorkerDied'") == [(2,)]


def poisoned(worker: Running) -> Running:
    place = list(worker.command).index("-m")
    command = [*worker.command[:place], str(HERE / "poisoned_worker.py"), *worker.command[place + 2 :]]
    return replace(worker, command=command, process=None, extra={"PYTHONPATH": ":".join(sys.path)})


async def supervise(made: Installation, one: Running) -> None:
    while True:
        await asyncio.sleep(0.2)
        if not one.is_alive:
            await made.restart(one)


async def write_poison(crowd: Crowd) -> tuple[str, str]:
    begun = (await taken(crowd, "/chat/conversations", "", {})).json()
    path = f"/chat/conversations/{begun['id']}/messages"
    await taken(crowd, path, begun["token"], {"client_id": "poison", "text": f"{POISON}, when do you open?"})
    return path, begun["token"]


async def taken(crowd: Crowd, path: str, token: str, body: object) -> Answer:
    while True:
        with suppress(Unanswered):
            answer = await ask(crowd.addresses[0], "POST", path, token, body)
            if answer.status in (200, 201):
                return answer
        await asyncio.sleep(0.5)


async def is_given_to_a_person(crowd: Crowd, path: str, token: str) -> bool:
    """The customer is told so, in words."""
    with suppress(Unanswered):
        answer = await ask(crowd.addresses[0], "GET", path, token)
        return answer.status == 200 and any(
            "Something went wrong on my side" in message["text"] for message in answer.json()
        )
    return False


SCENES = (
    Scene("web process killed (kill -9)", kill_webs),
    Scene("worker killed (kill -9)", kill_workers),
    Scene("database killed (kill -9, all its processes)", kill_database),
    Scene("database restarted", restart_database),
    Scene("Redis killed (kill -9)", kill_redis),
    Scene("Redis gone", lose_redis_for_a_minute),
    Scene("power cut: everything killed at once", kill_everything),
    Scene("table locked by another program", lock_table),
    Scene("worker frozen, its jobs taken by another, then thawed", freeze_worker),
    Scene("web process frozen", freeze_web),
    Scene("new version: migration and rolling restart", deploy),
    Scene("a job that kills its worker each time", poison, check_parked),
)
