"""The contract of every queue: what announcing promises, whichever engine carries it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from warmline.jobs import attempting, tests
from warmline.jobs.engines import lease, procrastinate
from warmline.jobs.engines.engine import Engine
from warmline.jobs.engines.lease import Lease
from warmline.jobs.engines.procrastinate import Procrastinate
from warmline.jobs.listener import Listener
from warmline.jobs.models import Job
from warmline.lib.time import now

pytestmark = pytest.mark.django_db(transaction=True)

ENGINES: list[type[Engine]] = [Lease, Procrastinate]


@pytest.fixture(params=ENGINES, ids=lambda kind: kind.__name__)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Engine:
    if request.param is Procrastinate and connection.vendor != "postgresql":
        pytest.skip("procrastinate needs PostgreSQL")
    monkeypatch.setattr(attempting, "WAITS", (0.05,))
    made: Engine = request.param()
    return made


class Diary:
    """What ran, in order; waited for rather than slept for."""

    def __init__(self) -> None:
        self.entries: list[Any] = []
        self._changed = threading.Condition()

    def write(self, entry: Any) -> None:
        with self._changed:
            self.entries.append(entry)
            self._changed.notify_all()

    def wait_for(self, count: int, seconds: float = 20) -> list[Any]:
        with self._changed:
            self._changed.wait_for(lambda: len(self.entries) >= count, seconds)
            return list(self.entries)


@contextmanager
def working(engine: Engine, threads: int = 1, **listeners: Listener) -> Iterator[None]:
    stop = threading.Event()
    named = {f"test.{name}": listener for name, listener in listeners.items()}
    worker = threading.Thread(target=engine.run, args=(named, threads, stop))
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join(20)
        assert not worker.is_alive()


def parked() -> list[Job]:
    return list(Job.objects.exclude(failed_at=None))


def put(engine: Engine, name: str, lock: str = "", due_in: float | None = None, **payload: Any) -> None:
    due_at = None if due_in is None else now() + timedelta(seconds=due_in)
    with transaction.atomic():
        engine.put(f"test.{name}", lock, due_at, payload)


def test_a_job_gets_its_payload_and_runs_once(engine: Engine) -> None:
    diary = Diary()
    with working(engine, run=Listener(lambda **payload: diary.write(payload))):
        put(engine, "run", text="Grüße", count=3, parts=["a", {"b": None}])
        diary.wait_for(1)
        time.sleep(0.2)
    assert diary.entries == [{"text": "Grüße", "count": 3, "parts": ["a", {"b": None}]}]
    assert engine.waiting() == []


def test_a_rolled_back_transaction_leaves_no_job(engine: Engine) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        engine.put("test.run", "", None, {"n": 1})
        raise RuntimeError
    assert engine.waiting() == []


def test_the_backlog_is_what_waits_and_how_late_it_is(engine: Engine) -> None:
    assert (engine.backlog().waiting, engine.backlog().late_seconds) == (0, 0)
    put(engine, "run", due_in=3600, n=1)
    assert (engine.backlog().waiting, engine.backlog().late_seconds) == (1, 0)
    put(engine, "run", n=2)
    time.sleep(0.2)
    backlog = engine.backlog()
    assert backlog.waiting == 2
    assert 0.1 < backlog.late_seconds < 60


def test_a_commit_wakes_the_worker(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (lease, procrastinate):
        monkeypatch.setattr(module, "POLL_SECONDS", 60)
    diary = Diary()
    with working(engine, run=Listener(diary.write)):
        for n in range(3):
            put(engine, "run", entry=n)
            assert diary.wait_for(n + 1) == list(range(n + 1))
            time.sleep(0.1)  # the worker is asleep again


def test_jobs_of_one_lock_run_one_at_a_time_in_order(engine: Engine) -> None:
    diary = Diary()

    def run(n: int) -> None:
        diary.write(("begin", n))
        time.sleep(0.01)
        diary.write(("end", n))

    for n in range(6):
        put(engine, "run", lock="conversation:1", n=n)
    with working(engine, threads=3, run=Listener(run)):
        diary.wait_for(12)
    assert diary.entries == [(step, n) for n in range(6) for step in ("begin", "end")]


def test_jobs_of_different_locks_run_side_by_side(engine: Engine) -> None:
    both = threading.Barrier(2, timeout=10)
    diary = Diary()
    with working(engine, threads=2, run=Listener(lambda: diary.write(both.wait()))):
        put(engine, "run", lock="conversation:1")
        put(engine, "run", lock="conversation:2")
        assert sorted(diary.wait_for(2)) == [0, 1]


def test_a_job_due_later_waits_and_holds_up_nobody(engine: Engine) -> None:
    diary = Diary()
    with working(engine, run=Listener(lambda n: diary.write(n))):
        put(engine, "run", lock="conversation:1", due_in=1.0, n=1)
        put(engine, "run", lock="conversation:1", n=2)
        assert diary.wait_for(1) == [2]
        assert diary.wait_for(2) == [2, 1]


def test_a_job_due_later_keeps_to_its_lock(engine: Engine) -> None:
    diary = Diary()

    def run(n: int) -> None:
        diary.write(("begin", n))
        time.sleep(0.8 if n == 2 else 0)
        diary.write(("end", n))

    with working(engine, threads=2, run=Listener(run)):
        put(engine, "run", lock="conversation:1", due_in=0.3, n=1)
        put(engine, "run", lock="conversation:1", n=2)
        diary.wait_for(4)
    assert diary.entries == [("begin", 2), ("end", 2), ("begin", 1), ("end", 1)]


def test_a_failed_job_is_tried_again_before_the_next_of_its_lock(engine: Engine) -> None:
    diary = Diary()

    def run(n: int) -> None:
        diary.write(n)
        if diary.entries.count(1) < 3 and n == 1:
            raise ConnectionError("down")

    put(engine, "run", lock="conversation:1", n=1)
    put(engine, "run", lock="conversation:1", n=2)
    with working(engine, threads=2, run=Listener(run)):
        assert diary.wait_for(4) == [1, 1, 1, 2]


def test_a_job_that_fails_each_time_is_parked_after_its_last_resort(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    diary = Diary()

    def run(text: str) -> None:
        diary.write("run")
        raise ValueError(text)

    listener = Listener(run, attempts=3, last_resort=lambda text: diary.write("a person"))
    with working(engine, run=listener, next=Listener(lambda: diary.write("next"))):
        put(engine, "run", lock="conversation:1", text="my secret")
        put(engine, "next", lock="conversation:1")
        assert diary.wait_for(5) == ["run", "run", "run", "a person", "next"]
        wait_until(lambda: [job.name for job in parked()] == ["test.run"])
    assert parked()[0].error.startswith("ValueError at test_engines.py")
    assert engine.waiting() == []
    assert "my secret" not in caplog.text


def test_a_last_resort_that_fails_is_tried_again(engine: Engine) -> None:
    diary = Diary()

    def last_resort() -> None:
        diary.write("a person")
        if len(diary.entries) < 3:
            raise ConnectionError

    listener = Listener(lambda: 1 / 0, attempts=1, last_resort=last_resort)  # type: ignore[arg-type]
    with working(engine, run=listener):
        put(engine, "run")
        diary.wait_for(3)
        wait_until(lambda: len(parked()) == 1)
    assert diary.entries == ["a person"] * 3


def test_a_job_nobody_listens_to_is_parked(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    with working(engine):
        put(engine, "unheard")
        wait_until(lambda: [job.error for job in parked()] == ["NobodyListens"])
    assert "test.unheard" in caplog.text


def test_the_job_of_a_killed_worker_comes_back(engine: Engine, tmp_path: Path) -> None:
    put(engine, "hang", lock="conversation:1", file=str(tmp_path / "begun"))
    put(engine, "after", lock="conversation:1")
    _begin_and_kill(engine, tmp_path / "begun")
    diary = Diary()
    again = Listener(lambda file: diary.write("again"))
    with working(engine, hang=again, after=Listener(lambda: diary.write("after"))):
        assert diary.wait_for(2) == ["again", "after"]


def test_a_job_that_kills_its_worker_each_time_is_parked(engine: Engine, tmp_path: Path) -> None:
    put(engine, "hang", file=str(tmp_path / "begun"))
    _begin_and_kill(engine, tmp_path / "begun")
    diary = Diary()
    never = Listener(diary.write, attempts=1, last_resort=lambda file: diary.write("a person"))
    with working(engine, hang=never):
        assert diary.wait_for(1) == ["a person"]
        wait_until(lambda: [job.error for job in parked()] == ["WorkerDied"])


def _begin_and_kill(engine: Engine, begun: Path) -> None:
    name = connection.settings_dict["NAME"]
    address = f"sqlite://{name}" if connection.vendor == "sqlite" else f"postgresql:///{name}"
    victim = subprocess.Popen(
        [sys.executable, str(Path(tests.__file__).with_name("victim.py")), type(engine).__name__],
        env={
            **os.environ,
            "WARMLINE_DATABASE": address,
            "WARMLINE_DATA": str(begun.parent / "data"),
            "DJANGO_SETTINGS_MODULE": "warmline.settings",
        },
    )
    try:
        wait_until(begun.exists)
    finally:
        victim.send_signal(signal.SIGKILL)
        victim.wait()


def wait_until(is_so: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not become so"
        time.sleep(0.02)
