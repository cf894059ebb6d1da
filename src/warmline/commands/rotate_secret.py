"""How is the installation's secret exchanged, when somebody may have seen it?

What is sealed under it is sealed anew in one transaction. The old secret lies beside the new one until the database
has taken it: whatever breaks off in between, one of both opens each value, and the command may be repeated.
"""

import secrets
from argparse import Namespace
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import transaction

from warmline.audit.recording import record
from warmline.commands.migrating import database_answers, missing_migrations
from warmline.commands.presence import served_at
from warmline.commands.printing import print_json, print_lines
from warmline.commands.trouble import Trouble
from warmline.staff import second_step
from warmline.vault import keeping


def run(options: Namespace) -> int:
    if served_at():
        raise Trouble(f'Warmline is running at {served_at()}. Stop "warmline serve" first.')
    with database_answers():
        if missing_migrations():
            raise Trouble('The tables do not fit this version yet. Run "warmline init" first.')
        count = rotate()
    if options.json:
        print_json({"sealed_anew": count})
    else:
        print_lines(
            f"The secret is a new one; {count} values were sealed anew.",
            "Everybody signs in again, and links to set a password are to be made again. Chats and devices go on.",
            "Copy the file “secret” to each other host before it starts, and make a new backup.",
        )
    return 0


def rotate() -> int:
    """How many values were sealed anew."""
    folder: Path = settings.DATA
    old, new = list(keeping.installation_secrets()), secrets.token_urlsafe(48)
    _write(folder / keeping.BEFORE, old[0])
    with transaction.atomic():
        count = keeping.reseal(old, new) + second_step.reseal(old, new)
        apps.get_model("sessions.Session").objects.all().delete()
        apps.get_model("staff.SignIn").objects.all().delete()
        _write(folder / "secret", new)
        record("secret exchanged", detail={"count": count})
    (folder / keeping.BEFORE).unlink(missing_ok=True)
    return count


def _write(path: Path, text: str) -> None:
    beside = path.with_name(f"{path.name}.new")
    beside.touch(mode=0o600)
    beside.write_text(text)
    beside.replace(path)
