"""How does procrastinate carry jobs on PostgreSQL, for many hosts?"""

import asyncio
import json
import logging
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import connection, connections
from procrastinate import App, BaseRetryStrategy, JobContext, PsycopgConnector, RetryDecision
from procrastinate.contrib.django.db_cleanup import DjangoApp
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.jobs import Job as CarriedJob
from procrastinate.jobs import JobDeferrer

from warmline.jobs.attempting import Again, Parked, attempt
from warmline.jobs.engines.engine import Backlog
from warmline.jobs.listener import Listener
from warmline.jobs.models import Job
from warmline.lib.time import now

logger = logging.getLogger(__name__)

QUEUE = "warmline"
HEARTBEAT_SECONDS = 2.0
#: A worker silent for so long is dead and its jobs are due again (five heartbeats).
SILENCE_SECONDS = 10.0
#: NOTIFY wakes the worker at once; polling finds what became due and what a lost connection missed.
POLL_SECONDS = 0.5

# It logs arguments and texts of errors, which may quote a customer; what matters is logged by attempt().
logging.getLogger("procrastinate").setLevel(logging.CRITICAL + 1)


class TryAgain(Exception):
    def __init__(self, seconds: float) -> None:
        self.seconds = seconds


class AsAttemptSays(BaseRetryStrategy):
    def get_retry_decision(self, *, exception: BaseException, job: CarriedJob) -> RetryDecision:
        # Anything else is trouble with the queue itself, such as a database that has gone: try for ever.
        seconds = exception.seconds if isinstance(exception, TryAgain) else 5.0
        return RetryDecision(retry_at=now() + timedelta(seconds=seconds))


class Procrastinate:
    """Two apps: announcing must go through Django's connection, or it would not be in its transaction."""

    def __init__(self) -> None:
        self._announcer = App(connector=DjangoConnector())

    def put(self, name: str, lock: str, due_at: datetime | None, payload: Mapping[str, Any]) -> None:
        job: dict[str, Any] = {"name": name, "payload": dict(payload)}
        if lock and due_at:
            # In its lock it would hold up the jobs after it until it is due: it joins the lock only then.
            self._task("join", schedule_at=due_at).defer(lock=lock, **job)
        else:
            self._task("carry", lock=lock or None, schedule_at=due_at).defer(**job)

    def _task(self, name: str, **options: Any) -> JobDeferrer:
        return self._announcer.configure_task(name, queue=QUEUE, **options)

    def waiting(self) -> list[Job]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT args->>'name', args->'payload', COALESCE(lock, args->>'lock', ''), scheduled_at,"
                " attempts FROM procrastinate_jobs"
                " WHERE queue_name = %s AND status IN ('todo', 'doing') ORDER BY id",
                [QUEUE],
            )
            rows = cursor.fetchall()
        return [
            Job(name=name, payload=json.loads(payload), lock=lock, due_at=due_at, attempts=attempts)
            for name, payload, lock, due_at, attempts in rows
        ]

    def backlog(self) -> Backlog:
        with connection.cursor() as cursor:
            # When it was put in line stands in the queue's own diary of events.
            cursor.execute(
                "SELECT count(*), COALESCE(EXTRACT(EPOCH FROM now() - min(COALESCE(job.scheduled_at, ("
                "   SELECT min(event.at) FROM procrastinate_events AS event WHERE event.job_id = job.id)))"
                "   FILTER (WHERE job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at <= now()))), 0)"
                " FROM procrastinate_jobs AS job WHERE job.queue_name = %s AND job.status IN ('todo', 'doing')",
                [QUEUE],
            )
            waiting, late_seconds = cursor.fetchone()
        return Backlog(int(waiting), max(float(late_seconds), 0.0))

    def run(self, listeners: Mapping[str, Listener], threads: int, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                asyncio.run(self._work(listeners, threads, stop))
            except Exception as error:
                logger.warning("Jobs wait for the database: %s.", type(error).__name__)
            stop.wait(1)

    async def _work(self, listeners: Mapping[str, Listener], threads: int, stop: threading.Event) -> None:
        """Returns when asked to stop, or when the worker lost its database."""
        connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=2 * threads + 2)
        app = DjangoApp(connector=connector)
        # One task carries every announced name, so that an unknown one ends in attempt() like any other.
        app.task(name="carry", queue=QUEUE, pass_context=True, retry=AsAttemptSays())(
            partial(_carry, listeners)
        )
        app.task(name="join", queue=QUEUE, retry=AsAttemptSays())(self._join)
        pool = ThreadPoolExecutor(threads)
        asyncio.get_running_loop().set_default_executor(pool)
        async with app.open_async():
            workers = [asyncio.create_task(_one_at_a_time(app)) for _ in range(threads)]
            try:
                await _watch(app, workers, stop)
            finally:
                _close_connections(pool, threads)

    def _join(self, name: str, payload: dict[str, Any], lock: str) -> None:
        self.put(name, lock, None, payload)


async def _one_at_a_time(app: App) -> None:
    """One worker of several jobs would look for the next job of a lock only when it polls."""
    await app.run_worker_async(
        queues=[QUEUE],
        concurrency=1,
        fetch_job_polling_interval=POLL_SECONDS,
        update_heartbeat_interval=HEARTBEAT_SECONDS,
        stalled_worker_timeout=SILENCE_SECONDS,
        delete_jobs="always",
        install_signal_handlers=False,
    )


async def _watch(app: App, workers: "list[asyncio.Task[None]]", stop: threading.Event) -> None:
    """Frees the jobs of workers that died, until asked to stop; then lets the running jobs end."""
    freed_at = float("-inf")
    while not (stop.is_set() or any(worker.done() for worker in workers)):
        if time.monotonic() - freed_at >= HEARTBEAT_SECONDS:
            freed_at = time.monotonic()
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENCE_SECONDS):
                logger.warning("A job of a worker that died is due again.")
                await app.job_manager.retry_job(job)
        await asyncio.wait(workers, timeout=0.1, return_when=asyncio.FIRST_COMPLETED)
    for worker in workers:
        worker.cancel()
    await asyncio.gather(*workers, return_exceptions=True)


def _close_connections(pool: ThreadPoolExecutor, threads: int) -> None:
    """Each thread of the pool has a connection of its own, which nobody else may close."""
    all_here = threading.Barrier(threads)

    def close() -> None:
        all_here.wait(timeout=60)
        connections.close_all()

    for closed in [pool.submit(close) for _ in range(threads)]:
        closed.result()


def _carry(
    listeners: Mapping[str, Listener], context: JobContext, name: str, payload: dict[str, Any]
) -> None:
    match attempt(listeners, name, payload, context.job.attempts + 1):
        case Again(seconds):
            raise TryAgain(seconds)
        case Parked(error):
            # Parked jobs stand in one table, whatever carried them.
            Job.objects.create(
                name=name,
                payload=payload,
                lock=context.job.lock or "",
                failed_at=now(),
                error=error,
                attempts=context.job.attempts + 1,
            )
