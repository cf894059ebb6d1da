"""Which text index answers? That of the database in use."""

from django.db import connection

from warmline.search import engine_postgresql, engine_sqlite
from warmline.search.sought import Sought

_ENGINES = {"sqlite": engine_sqlite.find, "postgresql": engine_postgresql.find}


def find(sought: Sought, limit: int) -> list[int]:
    """The keys of at most `limit` entries, largest first: of messages and notes the latest."""
    return _ENGINES[connection.vendor](sought, limit)
