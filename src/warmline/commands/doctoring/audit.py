"""Is the log of acts whole, and can what is sealed be read?"""

from collections.abc import Iterator

from warmline.audit import guard
from warmline.audit.chain import find_break
from warmline.commands.doctoring.finding import Finding
from warmline.lib.sealing import CannotUnseal
from warmline.vault.keeping import unseal
from warmline.vault.models import Secret


def check_log() -> Iterator[Finding]:
    if gone := guard.missing():
        yield Finding(
            "audit guard",
            f"The database no longer refuses changes of the log of acts: {', '.join(gone)} is missing.",
            "Another program rebuilt the table. Restore a backup, which puts the guard up again.",
        )
    if broken := find_break():
        yield Finding(
            "audit",
            f"The log of acts is not as it was written: entry {broken.number} {broken.why}.",
            "Somebody changed the database past Warmline. Keep this database, and compare it with a backup.",
        )


def check_secrets() -> Iterator[Finding]:
    for row in Secret.objects.order_by("pk"):
        try:
            unseal(row.sealed, row.pk)
        except CannotUnseal:
            yield Finding(
                "secret",
                f"“{row.pk}” was sealed under another secret than the one in the data folder.",
                "Put the file “secret” that belongs to this database into the data folder.",
            )
