"""What must tests of all apps leave behind? No jobs in tables that the flush between tests does not know."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _no_jobs_left(request: pytest.FixtureRequest) -> Iterator[None]:
    marker = request.node.get_closest_marker("django_db")
    is_marked = marker is not None and marker.kwargs.get("transaction", False)
    if not (is_marked or "transactional_db" in request.fixturenames):
        yield
        return
    # Asked for here, the database is still there afterwards.
    request.getfixturevalue("transactional_db")
    yield
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")
