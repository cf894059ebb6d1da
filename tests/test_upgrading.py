"""A database of the first version comes up to date with all it held; the new version works on it at once."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

FIND = """
import django
django.setup()
from zoneinfo import ZoneInfo
from warmline.commands.doctor import examine
from warmline.conversations.recording import record
from warmline.conversations.models import Conversation
from warmline.lib.time import now
from warmline.search.asking import understand
from warmline.search.finding import Asker, find_all
from warmline.staff.models import Person
asker = Asker(Person.objects.get(), ZoneInfo("UTC"), now())
talk = Conversation.objects.order_by("pk")[0]
print(len(find_all(understand("morgen", now().date()), asker).hits))
print(record(talk.pk, "new", "And tomorrow?").message.number)
print("tables" in [finding.check for finding in examine()])
"""


def run(data: Path, database: str, *command: str) -> str:
    env = {name: value for name, value in os.environ.items() if not name.startswith("WARMLINE_")}
    env |= {"WARMLINE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "warmline.settings"}
    env |= {"WARMLINE_DATABASE": database} if database else {}
    done = subprocess.run([sys.executable, *command], env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_a_database_of_the_first_version_keeps_everything(tmp_path: Path, new_database: Any) -> None:
    data, database = tmp_path / "data", new_database()
    before = json.loads(run(data, database, "-m", "tests.older_version", "fill"))
    assert before["conversations.Message"].startswith("80 rows")
    run(data, database, "-m", "warmline.cli", "init", "--json")
    assert json.loads(run(data, database, "-m", "tests.older_version", "read")) == before
    found, number, has_gaps = run(data, database, "-c", FIND).split()
    assert int(found) > 0, "old messages are in the search"
    assert (number, has_gaps) == ("5", "False")
