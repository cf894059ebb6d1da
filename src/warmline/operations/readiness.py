"""May visitors be sent to this process? What it cannot do without is asked."""

import logging
from collections.abc import Callable, Mapping
from functools import cache

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

logger = logging.getLogger(__name__)


class Missing(Exception):
    """The tables are those of another version."""


def check() -> dict[str, bool]:
    """What is asked, and whether it is well; a check that cannot be made is one that failed."""
    return {name: _is_well(ask) for name, ask in CHECKS.items()}


def _is_well(ask: Callable[[], None]) -> bool:
    try:
        ask()
    except (Error, Missing) as error:
        logger.warning("Not ready: %s.", type(error).__name__)
        return False
    return True


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@cache
def _ask_tables() -> None:
    """Once they fit they fit as long as this process runs: an upgrade brings a new one."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Missing


CHECKS: Mapping[str, Callable[[], None]] = {"database": _ask_database, "tables": _ask_tables}
