"""The cast of all tests: Alice owns the business, Bob and Carol answer, Dana is a customer, Charlie a stranger."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from warmline.customers.models import Customer
    from warmline.staff.models import Person
    from warmline.web.models import Business

PASSWORD = "a-good-long-password"  # noqa: S105 (of people who do not exist)


@pytest.fixture(scope="session", autouse=True)
def _passwords_cost_little() -> None:
    """Still argon2, with the least memory and time that it takes: at full cost each person of the cast is 0.3 s of CPU.

    Servers in processes of their own, and so all tests of the demo, keep the full cost.
    """
    from django.contrib.auth.hashers import Argon2PasswordHasher

    Argon2PasswordHasher.time_cost = 1
    Argon2PasswordHasher.memory_cost = 8
    Argon2PasswordHasher.parallelism = 1


@pytest.fixture(scope="session", autouse=True)
def _flush_may_empty_the_audit_log() -> Iterator[None]:
    """Between tests with transactions of their own, tables are emptied; the log's triggers would refuse."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    from warmline.audit.guard import statements_to_lift, statements_to_put_up

    flush = BaseDatabaseOperations.execute_sql_flush

    def lifted(self: BaseDatabaseOperations, statements: list[str]) -> None:
        vendor = self.connection.vendor
        flush(self, [*statements_to_lift(vendor), *statements, *statements_to_put_up(vendor)])

    BaseDatabaseOperations.execute_sql_flush = lifted  # type: ignore[method-assign]
    yield
    BaseDatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]


@pytest.fixture
def business(db: None) -> "Business":
    from warmline.web.models import Business

    return Business.objects.create(
        pk=1,
        name="Corner Bakery",
        bot_name="Crumb",
        greeting="Ask me about bread, cakes and your order.",
        timezone="Europe/Dublin",
    )


@pytest.fixture
def alice(business: "Business") -> "Person":
    from warmline.staff.models import Person

    return Person.objects.create_user("alice@bakery.example", PASSWORD, name="Alice Byrne", role="owner")


@pytest.fixture
def bob(business: "Business") -> "Person":
    from warmline.staff.models import Person

    return Person.objects.create_user("bob@bakery.example", PASSWORD, name="Bob Nolan")


@pytest.fixture
def carol(business: "Business") -> "Person":
    from warmline.staff.models import Person

    return Person.objects.create_user("carol@bakery.example", PASSWORD, name="Carol Quinn")


@pytest.fixture
def dana(business: "Business") -> "Customer":
    from warmline.customers.models import Customer

    return Customer.objects.create(name="Dana Whelan", email="dana@mail.example")


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., int]]:
    """Does the announced work here and now: `work()` what is due, `work(minutes=20)` what is due by then.

    Returns how many jobs ran. A job that fails raises: tests of failure use a real worker.
    """
    from warmline.flow import LISTENERS
    from warmline.jobs import announcing
    from warmline.jobs.engines.lease import Lease
    from warmline.jobs.models import Job
    from warmline.lib.time import now

    monkeypatch.setattr(announcing, "engine", Lease)

    def run(minutes: float = 0) -> int:
        count = 0
        by = now() + timedelta(minutes=minutes)
        due = [job for job in Job.objects.order_by("id") if job.due_at is None or job.due_at <= by]
        while due:
            for job in due:
                LISTENERS[job.name].run(**job.payload)
                job.delete()
                count += 1
            due = [job for job in Job.objects.order_by("id") if job.due_at is None or job.due_at <= now()]
        return count

    yield run
