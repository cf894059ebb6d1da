"""How does a database table carry jobs? Each is leased; a lease that is not renewed ends by itself."""

import logging
import threading
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import Error, close_old_connections, connection, connections, transaction
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet

from warmline.jobs import waking
from warmline.jobs.attempting import Again, Done, Outcome, Parked, attempt
from warmline.jobs.listener import Listener
from warmline.jobs.models import Job
from warmline.jobs.owners import is_gone, myself
from warmline.lib.time import now

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
#: Three chances to renew before the lease ends.
RENEW_SECONDS = 10
#: How long announcements of other processes may go unnoticed; those of this process wake the worker at once.
POLL_SECONDS = 0.2
#: Any fixed number: the advisory lock that lets one PostgreSQL worker claim at a time.
CLAIM_LOCK = 2026_1122


class Lease:
    def put(self, name: str, lock: str, due_at: datetime | None, payload: Mapping[str, Any]) -> None:
        Job.objects.create(name=name, lock=lock, due_at=due_at, payload=dict(payload))
        transaction.on_commit(waking.wake)

    def waiting(self) -> list[Job]:
        return list(Job.objects.filter(failed_at=None).order_by("id"))

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
                workers[0].join(POLL_SECONDS)
        connections.close_all()

    def work(self) -> None:
        while not self.stop.is_set():
            seen = waking.count()
            job = self._guarded(lambda: claim(self.owner))
            if isinstance(job, Job):
                self._carry_out(job)
            else:
                waking.wait(seen, self._guarded(_seconds_until_due) or POLL_SECONDS)
        connections.close_all()

    def _carry_out(self, job: Job) -> None:
        self.running.add(job.pk)
        outcome = attempt(self.listeners, job.name, job.payload, job.attempts)
        # A job whose end cannot be written would run again once its lease ends: worth some patience.
        for _ in range(10):
            if self._guarded(lambda: _settle(job, outcome)):
                break
        self.running.discard(job.pk)

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


def claim(owner: str) -> Job | None:
    """The first job that may run now, leased to `owner` and this attempt counted; None if there is none."""
    at = now()
    job = _claimable(at).order_by("id").first()
    if job is None or not _lease(job, owner, at):
        return None
    job.attempts += 1
    job.leased_by = owner
    return job


def _lease(job: Job, owner: str, at: datetime) -> bool:
    with transaction.atomic():
        if connection.vendor == "postgresql":
            # Two claims at once could each overlook the other's lock; SQLite has one writer anyway.
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CLAIM_LOCK])
        mine = _claimable(at).filter(pk=job.pk, attempts=job.attempts)
        return bool(mine.update(leased_by=owner, leased_until=at + LEASE, attempts=F("attempts") + 1))


def _claimable(at: datetime) -> "QuerySet[Job]":
    # A lease that ends further ahead was made before the clock jumped back.
    is_leased = Q(leased_until__gt=at, leased_until__lte=at + 2 * LEASE)
    is_due = Q(due_at=None) | Q(due_at__lte=at)
    waits_to_be_retried = Q(attempts__gt=0)
    goes_first = Q(pk__lt=OuterRef("pk")) & (is_due | waits_to_be_retried)
    same_lock = Job.objects.filter(lock=OuterRef("lock"), failed_at=None).exclude(pk=OuterRef("pk"))
    is_free = Q(lock="") | ~Exists(same_lock.filter(is_leased | goes_first))
    return Job.objects.filter(is_due, is_free, failed_at=None).exclude(is_leased)


def _seconds_until_due() -> float:
    due_at = Job.objects.filter(failed_at=None, due_at__gt=now()).aggregate(at=Min("due_at"))["at"]
    if due_at is None:
        return POLL_SECONDS
    return float(min(max((due_at - now()).total_seconds(), 0.001), POLL_SECONDS))


def _settle(job: Job, outcome: Outcome) -> bool:
    mine = Job.objects.filter(pk=job.pk, leased_by=job.leased_by)
    match outcome:
        case Done():
            mine.delete()
        case Again(seconds, error):
            due_at = now() + timedelta(seconds=seconds)
            mine.update(due_at=due_at, error=error, leased_by="", leased_until=None)
        case Parked(error):
            mine.update(failed_at=now(), error=error, leased_by="", leased_until=None)
    return True


def _free_abandoned() -> None:
    """Jobs of a killed process of this host need not wait for the end of their lease."""
    owners = Job.objects.exclude(leased_by="").values_list("leased_by", flat=True).distinct()
    for owner in [owner for owner in owners if is_gone(owner)]:
        freed = Job.objects.filter(leased_by=owner).update(leased_by="", leased_until=None)
        logger.warning("%d jobs of a worker that died are due again.", freed)
        waking.wake()
