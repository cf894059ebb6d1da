"""How does everything that is written get into the text index? By triggers of the database, set here.

A migration that rebuilds the table of messages, notes or customers takes SQLite's triggers away without a word;
tests/test_attaching.py then fails: add a migration here that runs `attach` again, after that one.
"""

from pathlib import Path
from typing import Any

from django.db import connection

SQL = Path(__file__).parent / "sql"


def attach(apps: Any = None, schema_editor: Any = None) -> None:
    """Sets what is missing of index and triggers, and takes in what they have missed. May run again."""
    vendor = connection.vendor
    for name in (f"{vendor}.sql", f"{vendor}_fill.sql"):
        _run((SQL / name).read_text())


def _run(script: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Checks that wait for the end of the transaction would hold the tables.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(script)
            return
        for statement in _statements(script):
            cursor.execute(statement)


def _statements(script: str) -> list[str]:
    """Of a script whose statements end with a semicolon at the end of a line, and triggers with END; alone."""
    found, lines = [], []
    for line in script.splitlines():
        lines.append(line)
        in_trigger = any(each.startswith("CREATE TRIGGER") for each in lines)
        if line == "END;" if in_trigger else line.endswith(";"):
            found.append("\n".join(lines))
            lines = []
    return found
