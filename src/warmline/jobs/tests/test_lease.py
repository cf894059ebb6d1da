"""A lease ends when it should: with its time, with its process, and not because a clock jumped."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest

from warmline.jobs.engines.lease import LEASE, Lease, _free_abandoned, claim
from warmline.jobs.models import Job
from warmline.jobs.owners import is_gone, myself
from warmline.lib.time import now

pytestmark = pytest.mark.django_db


def put() -> Job:
    Lease().put("test", "", None, {})
    return Job.objects.get()


def test_a_leased_job_is_nobody_elses_until_its_lease_ends() -> None:
    put()
    assert claim("first:1:1")
    assert claim("second:2:2") is None
    Job.objects.update(leased_until=now() - timedelta(seconds=1))
    again = claim("second:2:2")
    assert again
    assert again.attempts == 2


def test_a_clock_that_jumped_back_an_hour_delays_nothing() -> None:
    put()
    Job.objects.update(leased_by="dead:1:1", leased_until=now() + timedelta(hours=1) + LEASE)
    assert claim("second:2:2")


def test_jobs_of_a_process_that_runs_stay_with_it() -> None:
    put()
    for owner in (myself(), "another-host:1:1"):
        Job.objects.update(leased_by=owner, leased_until=now() + LEASE)
        _free_abandoned()
        assert Job.objects.get().leased_by == owner


def test_jobs_of_a_process_that_ended_are_free_at_once() -> None:
    put()
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    host = myself().partition(":")[0]
    Job.objects.update(leased_by=f"{host}:{ended.pid}:1", leased_until=now() + LEASE)
    _free_abandoned()
    assert claim("second:2:2")


def test_a_later_process_of_the_same_id_is_another_one() -> None:
    host, pid, start = myself().split(":")
    assert not is_gone(f"{host}:{pid}:{start}")
    assert is_gone(f"{host}:{pid}:{int(start) - 1}")
    assert not is_gone("")
    assert int(pid) == os.getpid()
