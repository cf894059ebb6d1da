"""How does the database itself refuse to change or remove what is written? Triggers, alike on both engines.

Entries up to a declared cut may go, all else stays. Only restoring a backup and emptying a test database lift it.
"""

from collections.abc import Sequence
from typing import Final

from django.db import connection

ENTRY, CUT = "audit_entry", "audit_cut"
REFUSED: Final = "The audit log only grows."

_GUARDS: Final = (
    ("audit_entry_stays", ENTRY, "UPDATE", ""),
    (
        "audit_entry_is_kept",
        ENTRY,
        "DELETE",
        f"OLD.number > COALESCE((SELECT MAX(through) FROM {CUT}), 0)",  # noqa: S608 (our own name)
    ),
    ("audit_cut_stays", CUT, "UPDATE", ""),
    ("audit_cut_is_kept", CUT, "DELETE", ""),
)
_EMPTYING: Final = (("audit_entry_no_emptying", ENTRY), ("audit_cut_no_emptying", CUT))
NAMES: Final = frozenset(name for name, *_ in _GUARDS)


def statements_to_put_up(vendor: str) -> Sequence[str]:
    return list(_postgresql()) if vendor == "postgresql" else list(_sqlite())


def statements_to_lift(vendor: str) -> Sequence[str]:
    if vendor == "postgresql":
        guards = [(name, table) for name, table, *_ in _GUARDS]
        return [f"DROP TRIGGER IF EXISTS {name} ON {table}" for name, table in (*guards, *_EMPTYING)]
    return [f"DROP TRIGGER IF EXISTS {name}" for name, *_ in _GUARDS]


def put_up() -> None:
    _run(statements_to_put_up(connection.vendor))


def lift() -> None:
    _run(statements_to_lift(connection.vendor))


def missing() -> Sequence[str]:
    """Names of guards that are not there, such as after a foreign tool rebuilt the table."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {name for (name,) in cursor.fetchall()}
    return sorted(NAMES - there)


def _run(statements: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sqlite() -> Sequence[str]:
    return [
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} {f'WHEN {when} ' if when else ''}"
        f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        for name, table, event, when in _GUARDS
    ]


def _postgresql() -> Sequence[str]:
    """The condition stands in the function: a WHEN may hold no query there."""
    made = []
    for name, table, event, when in _GUARDS:
        check = f"IF NOT ({when}) THEN RETURN OLD; END IF;" if when else ""
        made += [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {check} RAISE EXCEPTION '{REFUSED}'; END $$",
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    made += [
        f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_cut_stays()"
        for name, table in _EMPTYING
    ]
    return made
