"""Is the database in order: does it answer, do its tables fit, is its clock ours?"""

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Max
from django.db.utils import Error

from warmline.commands.doctoring.finding import Finding
from warmline.commands.migrating import missing_migrations
from warmline.conversations.models import Message
from warmline.lib.time import now

#: Clocks of several hosts differ a little; more than this confuses waiting times.
CLOCK_TOLERANCE = timedelta(minutes=5)


def check_database() -> Iterator[Finding]:
    try:
        # On SQLite it begins as a writer, so that a lock held by somebody else shows.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        yield _locked() if "locked" in str(error) else _silent(error)


def _locked() -> Finding:
    return Finding(
        "database",
        "Another program holds the database file for itself, so nothing can be saved.",
        "Close other programs that opened the file; a copying or syncing program is a likely one.",
    )


def _silent(error: Error) -> Finding:
    return Finding(
        "database",
        f"The database does not answer: {str(error).strip().splitlines()[0]}",
        "Start the database server, or correct --database.",
    )


def check_tables() -> Iterator[Finding]:
    missing = missing_migrations()
    if missing:
        yield Finding(
            "tables",
            f"The tables do not fit this version: {len(missing)} changes are missing.",
            'Run "warmline init".',
        )


def check_clock() -> Iterator[Finding]:
    newest = Message.objects.aggregate(at=Max("at"))["at"]
    if newest and newest > now() + CLOCK_TOLERANCE:
        yield Finding(
            "clock",
            f"The clock of this machine says {now():%Y-%m-%d %H:%M} UTC, "
            f"but a message was stored at {newest:%Y-%m-%d %H:%M} UTC.",
            "Set the clock, best by network time (NTP).",
        )


def check_database_clock() -> Iterator[Finding]:
    """What is to happen later is written by this machine's clock and started by that of the database's."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs = cursor.fetchone()[0]
    if abs(theirs - now()) > CLOCK_TOLERANCE:
        yield Finding(
            "database clock",
            f"This machine says {now():%Y-%m-%d %H:%M} UTC, the database {theirs:%Y-%m-%d %H:%M} UTC: "
            "what is due starts early or late.",
            "Set both clocks, best by network time (NTP).",
        )
