"""Subscribers are woken, in this process and across processes."""

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis
from django.db import connection

from warmline.lib import live, live_relay
from warmline.lib.live_hub import MOST_NOTES, Note, hub
from warmline.lib.live_relay import parcels

REDIS = "redis://127.0.0.1:6379/0"


def test_a_subscriber_gets_the_notes_of_its_topics_only() -> None:
    async def scenario() -> None:
        async with live.subscribe("conversation:1", "desk") as wakes:
            live.publish("conversation:2")
            live.publish("conversation:1", {"number": 4})
            live.publish("desk")
            assert await wakes.next(5) == (("conversation:1", {"number": 4}), ("desk", None))

    asyncio.run(scenario())


def test_a_wake_up_from_any_thread_ends_the_wait() -> None:
    async def scenario() -> None:
        async with live.subscribe("desk") as wakes:
            threading.Timer(0.05, live.publish, ["desk"]).start()
            assert await wakes.next(60) == (("desk", None),), "and not the empty end of the wait"

    asyncio.run(scenario())


def test_without_a_wake_up_the_wait_ends_empty() -> None:
    async def scenario() -> None:
        async with live.subscribe("desk") as wakes:
            assert await wakes.next(0.01) == ()

    asyncio.run(scenario())


def test_equal_notes_that_wait_are_given_once_in_the_order_of_the_last() -> None:
    async def scenario() -> None:
        async with live.subscribe("desk") as wakes:
            for is_typing in (True, False, True):
                live.publish("desk", {"typing": is_typing})
            assert await wakes.next(5) == (("desk", {"typing": False}), ("desk", {"typing": True}))

    asyncio.run(scenario())


def test_a_subscriber_who_does_not_read_is_told_to_look_at_everything() -> None:
    async def scenario() -> None:
        async with live.subscribe("desk") as wakes:
            for n in range(MOST_NOTES + 1):
                live.publish("desk", {"n": n})
            assert await wakes.next(5) == (("desk", None),)

    asyncio.run(scenario())


def test_leaving_forgets_the_subscriber() -> None:
    async def scenario() -> None:
        async with live.subscribe("desk", "conversation:1"):
            pass

    asyncio.run(scenario())
    assert hub._by_topic == {}
    live.publish("desk")


def test_five_thousand_subscribers_are_woken_quickly() -> None:
    async def wait() -> tuple[Note, ...]:
        async with live.subscribe("desk") as wakes:
            return await wakes.next(30)

    async def scenario() -> None:
        waits = [asyncio.create_task(wait()) for _ in range(5000)]
        await asyncio.sleep(0.1)
        live.publish("desk")
        assert set(await asyncio.gather(*waits)) == {(("desk", None),)}

    asyncio.run(scenario())


def test_parcels_stay_small_and_a_huge_note_becomes_look_again() -> None:
    notes: list[Note] = [("desk", {"n": n, "text": "ü" * 20}) for n in range(200)]
    made = list(parcels("me", [*notes, ("desk", {"text": "x" * 9000})], 7900))
    assert len(made) > 1
    assert all(len(parcel.encode()) <= 7900 for parcel in made)
    opened = [tuple(note) for parcel in made for note in json.loads(parcel)[1]]
    assert opened == [*notes, ("desk", None)]


@pytest.fixture(params=["database", "redis"])
def joined(request: pytest.FixtureRequest, settings: Any, transactional_db: None) -> Iterator[str]:
    if request.param == "redis":
        try:
            redis.Redis.from_url(REDIS).ping()
        except redis.RedisError:
            pytest.skip("no Redis on this machine")
    settings.REDIS_URL = REDIS if request.param == "redis" else ""
    live.start()
    yield request.param
    live.stop()


OTHER = """
import django, sys, time
django.setup()
from django.db import connection
from warmline.lib import live
from warmline.web.models import Setting
live.start()
Setting.objects.create(key="from another process", value=1)
live.publish("conversation:7", {"number": 3})
time.sleep(float(sys.argv[1]))
live.stop()
connection.close()
"""


def run_other_process(link: str, folder: Path) -> None:
    name = connection.settings_dict["NAME"]
    environment = {
        **os.environ,
        "WARMLINE_DATABASE": f"sqlite://{name}" if connection.vendor == "sqlite" else f"postgresql:///{name}",
        "WARMLINE_DATA": str(folder),
        "WARMLINE_REDIS": REDIS if link == "redis" else "",
        "DJANGO_SETTINGS_MODULE": "warmline.settings",
    }
    # Whoever looks at the file must still find the other process there.
    is_looked_at = connection.vendor == "sqlite" and link == "database"
    subprocess.run(
        [sys.executable, "-c", OTHER, "1" if is_looked_at else "0"], env=environment, check=True, timeout=30
    )


def test_a_wake_up_reaches_other_processes(joined: str, tmp_path: Path) -> None:
    async def scenario() -> tuple[Note, ...]:
        async with live.subscribe("conversation:7") as wakes:
            other = asyncio.to_thread(run_other_process, joined, tmp_path)
            notes, _ = await asyncio.gather(wakes.next(20), other)
            return notes

    by_file = joined == "database" and connection.vendor == "sqlite"
    assert asyncio.run(scenario()) == (("conversation:7", None if by_file else {"number": 3}),)


def test_a_process_alone_on_its_file_wakes_nobody_by_looking(joined: str) -> None:
    if joined == "redis" or connection.vendor != "sqlite":
        pytest.skip("only SQLite is looked at")
    from warmline.web.models import Setting

    async def scenario() -> tuple[Note, ...]:
        async with live.subscribe("desk") as wakes:
            await asyncio.to_thread(Setting.objects.create, key="own", value=1)
            return await wakes.next(1.2)

    assert asyncio.run(scenario()) == ()


def test_after_a_lost_connection_everybody_looks_again(joined: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if joined == "database" and connection.vendor == "sqlite":
        pytest.skip("a file has no connection to lose")
    monkeypatch.setattr(live_relay, "RECONNECT_SECONDS", 0.05)

    async def scenario() -> tuple[Note, ...]:
        async with live.subscribe("desk") as wakes:
            await asyncio.to_thread(break_connections, joined)
            return await wakes.next(20)

    assert asyncio.run(scenario()) == (("desk", None),)


def break_connections(link: str) -> None:
    if link == "redis":
        redis.Redis.from_url(REDIS).client_kill_filter(_type="pubsub")
        return
    with psycopg.connect(dbname=connection.settings_dict["NAME"]) as killer:
        killer.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN warmline%'"
        )
