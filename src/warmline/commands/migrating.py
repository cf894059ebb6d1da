"""Do the tables fit this version? Brings them up to date, one process at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error

from warmline.commands.trouble import Trouble

#: Any fixed number: the advisory lock of whoever changes the tables.
MIGRATION_LOCK = 2026_1123


def migrate() -> None:
    """Processes that start at once wait for the first. Raises Trouble if the database does not answer."""
    with database_answers(), _only_one():
        if missing_migrations():
            call_command("migrate", verbosity=0, interactive=False)


def missing_migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label} {migration.name}" for migration, _ in plan]


@contextmanager
def database_answers() -> Iterator[None]:
    """Turns what the database says into a sentence."""
    try:
        yield
    except Error as error:
        # The driver's first line names host and reason; it never quotes rows.
        first_line = str(error).strip().split("\n")[0]
        raise Trouble(f"The database does not answer: {first_line}") from error


@contextmanager
def _only_one() -> Iterator[None]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # The first one may take its time with large tables.
            cursor.execute("SET lock_timeout = 0")
            cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])
                cursor.execute("RESET lock_timeout")
    else:
        with (settings.DATA / "migrating.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
