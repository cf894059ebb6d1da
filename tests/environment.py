"""Where do tests keep their data, and which need the second database? Loaded before anything reads the settings."""

import os
import tempfile

import pytest
from django.test import SimpleTestCase

if "WARMLINE_DATA" not in os.environ:
    os.environ["WARMLINE_DATA"] = tempfile.mkdtemp(prefix="warmline-tests-")

#: Whoever asks for one of these reads or writes the database that the suite runs on.
DATABASE = frozenset({"db", "transactional_db", "django_db_setup", "new_database", "live_server", "client"})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what a database can change: all else ran on SQLite and would be the same again."""
    if not os.environ.get("WARMLINE_DATABASE", "").startswith("postgres"):
        return
    same_again = [item for item in items if not needs_database(item)]
    config.hook.pytest_deselected(items=same_again)
    items[:] = [item for item in items if needs_database(item)]


def needs_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return False
    kind = getattr(item, "cls", None)
    return bool(
        DATABASE.intersection(getattr(item, "fixturenames", ()))
        or item.get_closest_marker("django_db")
        or (kind and issubclass(kind, SimpleTestCase))
    )
