"""How does a database table carry jobs? Each is leased; a lease that is not renewed ends by itself."""

import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import Error, close_old_connections, connection, connections, transaction
from django.db.models import Min, Q
from django.db.models.functions import Coalesce

from warmline.jobs import waking
from warmline.jobs.attempting import WAITS, Again, Done, Outcome, Parked, attempt
from warmline.jobs.engines.engine import Backlog
from warmline.jobs.listener import Listener
from warmline.jobs.models import Job
from warmline.jobs.owners import is_gone, myself
from warmline.lib.statements import Select, insert
from warmline.lib.time import now

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
#: Three chances to renew before the lease ends.
RENEW_SECONDS = 10
#: How long announcements of other processes may go unnoticed; those of this process wake the worker at once.
POLL_SECONDS = 0.2
#: Any fixed number: the advisory lock that lets one PostgreSQL worker claim at a time.
CLAIM_LOCK = 2026_1122

#: The first job that is due, not leased, and whose lock no other job holds or comes before. Written by hand:
#: the ORM took three times as long. A lease that ends after `last_lease_end` was made before the clock jumped
#: back, and so was a retry after `last_retry`; a job that waits to be tried again still comes before the next of its
#: lock.
CLAIM = """
UPDATE jobs_job SET leased_by = %(owner)s, leased_until = %(lease_end)s, attempts = attempts + 1
WHERE id = (
    SELECT job.id FROM jobs_job AS job
    WHERE job.failed_at IS NULL
      AND (job.due_at IS NULL OR job.due_at <= %(at)s OR (job.attempts > 0 AND job.due_at > %(last_retry)s))
      AND (job.leased_until IS NULL OR job.leased_until <= %(at)s OR job.leased_until > %(last_lease_end)s)
      AND (job.lock = '' OR NOT EXISTS (
        SELECT 1 FROM jobs_job AS other
        WHERE other.lock = job.lock AND other.failed_at IS NULL AND other.id <> job.id
          AND (
            (other.leased_until > %(at)s AND other.leased_until <= %(last_lease_end)s)
            OR (other.id < job.id
                AND (other.due_at IS NULL OR other.due_at <= %(at)s OR other.attempts > 0))
          )
      ))
    ORDER BY job.id LIMIT 1
)
RETURNING id
"""

_find_job = Select(lambda pk: Job.objects.filter(pk=pk))


class Lease:
    def put(self, name: str, lock: str, due_at: datetime | None, payload: Mapping[str, Any]) -> None:
        insert(Job(name=name, lock=lock, due_at=due_at, payload=dict(payload)))
        transaction.on_commit(waking.wake)

    def waiting(self) -> list[Job]:
        return list(Job.objects.filter(failed_at=None).order_by("id"))

    def backlog(self) -> Backlog:
        open_jobs, at = Job.objects.filter(failed_at=None), now()
        idle = open_jobs.filter(leased_by="")
        since = idle.filter(Q(due_at=None) | Q(due_at__lte=at)).aggregate(
            first=Min(Coalesce("due_at", "created_at"))
        )["first"]
        return Backlog(open_jobs.count(), max((at - since).total_seconds(), 0.0) if since else 0.0)

    def run(self, listeners: Mapping[str, Listener], threads: int, stop: threading.Event) -> None:
        shift = _Shift(listeners, stop)
        workers = [threading.Thread(target=shift.work, name=f"jobs-{n}") for n in range(threads)]
        for worker in workers:
            worker.start()
        shift.keep_leases(workers)


class _Shift:
    """The threads of one worker from start to stop."""

    def __init__(self, listeners: Mapping[str, Listener], stop: threading.Event) -> None:
        self.listeners = listeners
        self.stop = stop
        self.owner = myself()
        self.running: set[int] = set()

    def keep_leases(self, workers: list[threading.Thread]) -> None:
        """Renews what runs here and frees what a dead process left, until all threads have ended."""
        renewed = float("-inf")
        while any(worker.is_alive() for worker in workers):
            if time.monotonic() - renewed >= RENEW_SECONDS:
                renewed = time.monotonic()
                self._guarded(_free_abandoned)
                self._guarded(self._renew)
            self.stop.wait(POLL_SECONDS)
            if self.stop.is_set():
                waking.wake()
                workers[0].join(0.1)
        connections.close_all()

    def work(self) -> None:
        job: Job | None = None
        while job or not self.stop.is_set():
            seen = waking.count()
            job = self._carry_out(job) if job else self._guarded(lambda: claim(self.owner))
            if job is None:
                waking.wait(seen, self._guarded(_seconds_until_due) or POLL_SECONDS)
        connections.close_all()

    def _carry_out(self, job: Job) -> Job | None:
        """Tries the job, writes down how it ended and returns the next one."""
        self.running.add(job.pk)
        outcome = attempt(self.listeners, job.name, job.payload, job.attempts)
        ended = None
        # A job whose end cannot be written would run again once its lease ends: worth some patience.
        for _ in range(10):
            ended = ended or self._guarded(lambda: self._end(job, outcome))
        self.running.discard(job.pk)
        return ended.following if ended else None

    def _end(self, job: Job, outcome: Outcome) -> "_Ended":
        """In one transaction with the lease of the next job: one write to the disk instead of two."""
        with transaction.atomic():
            _settle(job, outcome)
            return _Ended(None if self.stop.is_set() else claim(self.owner))

    def _renew(self) -> None:
        if self.running:
            mine = Job.objects.filter(pk__in=list(self.running), leased_by=self.owner)
            mine.update(leased_until=now() + LEASE)

    def _guarded(self, step: Any) -> Any:
        """The step's result; None after a pause when the database does not answer."""
        try:
            return step()
        except Error as error:
            logger.warning("Jobs wait for the database: %s.", type(error).__name__)
            close_old_connections()
            self.stop.wait(1)
            return None


@dataclass(frozen=True)
class _Ended:
    following: Job | None


def claim(owner: str) -> Job | None:
    """The first job that may run now, leased to `owner` and this attempt counted; None if there is none."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            # Two claims at once could each overlook the other's lock; SQLite has one writer anyway.
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CLAIM_LOCK])
        at = now()
        last_retry = at + timedelta(seconds=max(WAITS))
        moments = {
            "at": at,
            "lease_end": at + LEASE,
            "last_lease_end": at + 2 * LEASE,
            "last_retry": last_retry,
        }
        stored = {name: connection.ops.adapt_datetimefield_value(moment) for name, moment in moments.items()}
        with connection.cursor() as cursor:
            cursor.execute(CLAIM, {"owner": owner, **stored})
            claimed = cursor.fetchone()
        return _find_job(claimed[0])[0] if claimed else None


def _seconds_until_due() -> float:
    due_at = Job.objects.filter(failed_at=None, due_at__gt=now()).aggregate(at=Min("due_at"))["at"]
    if due_at is None:
        return POLL_SECONDS
    return float(min(max((due_at - now()).total_seconds(), 0.001), POLL_SECONDS))


def _settle(job: Job, outcome: Outcome) -> None:
    mine = Job.objects.filter(pk=job.pk, leased_by=job.leased_by)
    match outcome:
        case Done():
            mine.delete()
        case Again(seconds, error):
            due_at = now() + timedelta(seconds=seconds)
            mine.update(due_at=due_at, error=error, leased_by="", leased_until=None)
        case Parked(error):
            mine.update(failed_at=now(), error=error, leased_by="", leased_until=None)


def _free_abandoned() -> None:
    """Jobs of a killed process of this host need not wait for the end of their lease."""
    owners = Job.objects.exclude(leased_by="").values_list("leased_by", flat=True).distinct()
    for owner in [owner for owner in owners if is_gone(owner)]:
        freed = Job.objects.filter(leased_by=owner).update(leased_by="", leased_until=None)
        logger.warning("%d jobs of a worker that died are due again.", freed)
        waking.wake()
