"""A backup holds everything, fits both databases, and a bad one changes nothing."""

import hashlib
import json
import os
import subprocess
import sys
import threading
import zipfile
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from django.db import connection, transaction

from warmline.audit import guard
from warmline.audit.chain import find_break
from warmline.audit.models import Entry as Act
from warmline.commands import backup, restore
from warmline.commands.backup_format import MANIFEST, BadBackup
from warmline.commands.trouble import Trouble, WrongUse
from warmline.conversations.models import Conversation, Episode, Message
from warmline.customers.models import Customer
from warmline.files.keeping import keep, prepare
from warmline.files.kinds import GROUPS
from warmline.files.models import File
from warmline.files.stores import store
from warmline.jobs.engines import engine
from warmline.jobs.models import Job
from warmline.lib.time import now
from warmline.search.asking import understand
from warmline.search.finding import Asker, find_all
from warmline.search.models import Entry
from warmline.staff.models import Person
from warmline.web.models import Business, Setting

pytestmark = pytest.mark.django_db(transaction=True)

HOLDS = ("web.business", "staff.person", "customers.customer", "conversations.message", "jobs.job")


@pytest.fixture(autouse=True)
def installation(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.SECRET_KEY = "the secret of this installation"


@pytest.fixture
def filled() -> None:
    Business.objects.create(pk=1, name="Bäckerei Morgenrot")
    Person.objects.create_user("alice@example.com", "warm bread at six", name="Alice", role="owner")
    at = now() - timedelta(days=3)
    customer = Customer.objects.create(name="Dana", email="dana@example.com")
    conversation = Conversation.objects.create(customer=customer, opened_at=at, last_message_at=at)
    episode = Episode.objects.create(conversation=conversation, ordinal=1, opened_at=at)
    for number, text in enumerate(["Hello 👋", 'a "quoted"\nline', ""], start=1):
        Message.objects.create(
            conversation=conversation,
            episode=episode,
            number=number,
            kind="customer",
            text=text,
            at=at,
            sources=[{"title": "Öffnungszeiten", "url": "/help/hours/"}],
        )
    Setting.objects.create(key="decisions.high_value_minor", value=12_300)
    engine().put("later", "conversation:1", now() + timedelta(days=1), {"conversation": str(conversation.pk)})
    engine().put("at once", "", None, {"n": 1})
    Job.objects.create(name="parked", failed_at=at, error="ValueError", attempts=5)


def make_backup(folder: Path) -> Path:
    file = folder / "all.zip"
    assert backup.run(Namespace(file=str(file), json=False)) == 0
    return file


def restore_from(file: Path, replace: bool = False) -> int:
    return restore.run(Namespace(file=str(file), replace=replace, json=False))


def rows_of(file: Path) -> dict[str, list[Any]]:
    with zipfile.ZipFile(file) as archive:
        return {
            name: [without_ids(json.loads(line)) for line in archive.read(name).splitlines()]
            for name in archive.namelist()
            # Making and restoring a backup are themselves written down, under a key made for it.
            if name.startswith("tables/") and not name.startswith(("tables/audit.", "tables/vault."))
        }


def without_ids(row: dict[str, Any]) -> dict[str, Any]:
    """Jobs are announced anew, so their ids and the moment they were made are new."""
    if row["model"] == "jobs.job":
        row = {**row, "pk": 0, "fields": {**row["fields"], "created_at": ""}}
    return row


def test_what_was_backed_up_is_there_after_restoring(filled: None, tmp_path: Path) -> None:
    first = make_backup(tmp_path)
    assert restore_from(first, replace=True) == 0
    second = tmp_path / "second.zip"
    backup.run(Namespace(file=str(second), json=False))
    assert rows_of(first) == rows_of(second)
    acts = list(Act.objects.order_by("number").values_list("act", flat=True))
    assert acts[-2:] == ["backup restored", "backup made"] and find_break() is None and guard.missing() == []
    assert all(rows_of(second)[f"tables/{label}.jsonl"] for label in HOLDS)
    assert {job.name for job in engine().waiting()} == {"later", "at once"}
    assert Person.objects.get().check_password("warm bread at six")
    assert (tmp_path / "secret").read_text() == "the secret of this installation"
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


def test_moments_come_back_to_the_microsecond(filled: None, tmp_path: Path) -> None:
    at = datetime(2026, 11, 25, 9, 30, 0, 123_456, tzinfo=UTC)
    Message.objects.update(at=at)
    restore_from(make_backup(tmp_path), replace=True)
    assert set(Message.objects.values_list("at", flat=True)) == {at}


def sent_file(folder: Path, content: bytes) -> File:
    source = folder / "sent"
    source.write_bytes(content)
    with transaction.atomic():
        return keep(prepare(source, "a.txt", GROUPS))


def test_what_was_sent_comes_along_and_what_was_not_backed_up_goes(filled: None, tmp_path: Path) -> None:
    kept = sent_file(tmp_path, b"the bill of Dana")
    file = make_backup(tmp_path)
    store().remove(kept.digest)
    later = sent_file(tmp_path, b"sent after the backup")
    restore_from(file, replace=True)
    assert b"".join(store().chunks(kept.digest)) == b"the bill of Dana"
    assert store().digests() == {kept.digest} and later.digest != kept.digest
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(file.read_bytes().replace(b"the bill of Dana", b"the bill of Eve!"))
    with pytest.raises(BadBackup):
        restore_from(damaged, replace=True)
    assert store().digests() == {kept.digest}


def test_a_backup_shows_one_moment_and_holds_up_nobody(filled: None) -> None:
    def write() -> None:
        Customer.objects.create(name="Meanwhile")
        connection.close()

    with backup._snapshot():
        before = Customer.objects.count()
        writer = threading.Thread(target=write)
        writer.start()
        writer.join(3)
        assert not writer.is_alive()
        assert Customer.objects.count() == before
    assert Customer.objects.count() == before + 1


def test_new_rows_get_new_ids_after_restoring(filled: None, tmp_path: Path) -> None:
    restore_from(make_backup(tmp_path), replace=True)
    assert Customer.objects.create(name="New").pk > Customer.objects.get(name="Dana").pk
    assert Person.objects.create_user("bob@example.com", "pw", name="Bob").pk


def test_what_was_said_is_found_again_after_restoring(filled: None, tmp_path: Path) -> None:
    """The text index is not in the backup: it is made anew from what is, and knows nothing of what was removed."""
    file = make_backup(tmp_path)
    Message.objects.filter(number=2).update(text="said after the backup")
    assert (found("quoted line"), found("after backup")) == ([], [2])
    restore_from(file, replace=True)
    assert (found("quoted line"), found("hello"), found("after backup")) == ([2], [1], [])
    assert Entry.objects.filter(customer__name="Dana").count() == 1
    assert Entry.objects.exclude(message=None).count() == Message.objects.count()


def found(text: str) -> list[int]:
    """The numbers of the messages in which these words are."""
    asker = Asker(Person.objects.get(), ZoneInfo("Europe/Berlin"), now())
    return [int(hit.anchor[1:]) for hit in find_all(understand(text, now().date()), asker).hits]


def test_a_backup_is_for_its_owner_only_and_never_overwrites(filled: None, tmp_path: Path) -> None:
    file = make_backup(tmp_path)
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(WrongUse):
        make_backup(tmp_path)
    assert list(tmp_path.glob("*.unfinished")) == []


def test_a_folder_that_cannot_be_written_is_named(filled: None, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="cannot be written"):
        backup.run(Namespace(file=str(tmp_path / "no" / "such" / "folder.zip"), json=False))


def test_a_filled_database_is_refused_unless_replaced(filled: None, tmp_path: Path) -> None:
    file = make_backup(tmp_path)
    Customer.objects.create(name="Later")
    with pytest.raises(Trouble, match="--replace"):
        restore_from(file)
    assert Customer.objects.filter(name="Later").exists()
    restore_from(file, replace=True)
    assert not Customer.objects.filter(name="Later").exists()


Spoil = Callable[[dict[str, bytes]], None]


def cut_a_row(parts: dict[str, bytes]) -> None:
    parts["tables/conversations.message.jsonl"] = parts["tables/conversations.message.jsonl"][:-200]


def change_a_letter(parts: dict[str, bytes]) -> None:
    name = "tables/staff.person.jsonl"
    parts[name] = parts[name].replace(b"alice@", b"alica@")


def lose_a_table(parts: dict[str, bytes]) -> None:
    del parts["tables/staff.person.jsonl"]


def lose_the_manifest(parts: dict[str, bytes]) -> None:
    del parts[MANIFEST]


def climb_out(parts: dict[str, bytes]) -> None:
    parts["../../outside"] = b"x"


def name_a_foreign_part(parts: dict[str, bytes]) -> None:
    add_to_manifest(parts, "../../outside", b"x")


def break_the_manifest(parts: dict[str, bytes]) -> None:
    parts[MANIFEST] = b"[" * 100_000


def give_wrong_kinds(parts: dict[str, bytes]) -> None:
    parts[MANIFEST] = parts[MANIFEST].replace(b'"rows": ', b'"rows": "many", "was": ')


def come_from_the_future(parts: dict[str, bytes]) -> None:
    told = json.loads(parts[MANIFEST])
    told["migrations"]["jobs"] = "9999_more"
    parts[MANIFEST] = json.dumps(told).encode()


def be_a_bomb(parts: dict[str, bytes]) -> None:
    replace_part(parts, "tables/web.setting.jsonl", b" " * 30_000_000)


def hold_another_model(parts: dict[str, bytes]) -> None:
    line = parts["tables/staff.person.jsonl"]
    replace_part(parts, "tables/web.setting.jsonl", line)


def hold_wrong_values(parts: dict[str, bytes]) -> None:
    name = "tables/conversations.message.jsonl"
    replace_part(parts, name, parts[name].replace(b'"number": 1', b'"number": "one"'))


def point_nowhere(parts: dict[str, bytes]) -> None:
    name = "tables/customers.customer.jsonl"
    replace_part(parts, name, b"")


def nest_deeply(parts: dict[str, bytes]) -> None:
    replace_part(parts, "tables/web.setting.jsonl", b"[" * 100_000 + b"\n")


def add_to_manifest(parts: dict[str, bytes], name: str, content: bytes) -> None:
    told = json.loads(parts[MANIFEST])
    told["parts"] = [part for part in told["parts"] if part["name"] != name] + [
        {
            "name": name,
            "rows": content.count(b"\n"),
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
    ]
    parts[MANIFEST] = json.dumps(told).encode()
    parts[name] = content


replace_part = add_to_manifest


@pytest.mark.parametrize(
    "spoil",
    [
        cut_a_row,
        change_a_letter,
        lose_a_table,
        lose_the_manifest,
        climb_out,
        name_a_foreign_part,
        break_the_manifest,
        give_wrong_kinds,
        come_from_the_future,
        be_a_bomb,
        hold_another_model,
        hold_wrong_values,
        point_nowhere,
        nest_deeply,
    ],
)
def test_a_bad_backup_is_refused_and_changes_nothing(spoil: Spoil, filled: None, tmp_path: Path) -> None:
    good, bad = make_backup(tmp_path), tmp_path / "bad.zip"
    with zipfile.ZipFile(good) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    spoil(parts)
    with zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(BadBackup):
        restore_from(bad, replace=True)
    assert not (tmp_path / "secret").exists()
    after = tmp_path / "after.zip"
    backup.run(Namespace(file=str(after), json=False))
    assert rows_of(after) == rows_of(good)


def test_a_file_cut_short_or_of_another_kind_is_refused(filled: None, tmp_path: Path) -> None:
    good, bad = make_backup(tmp_path), tmp_path / "bad.zip"
    content = good.read_bytes()
    damaged = content[: len(content) // 2] + b"\0" * 40 + content[len(content) // 2 + 40 :]
    for spoilt in (content[:-100], content[: len(content) // 2], b"", b"hello", damaged):
        bad.write_bytes(spoilt)
        with pytest.raises(BadBackup):
            restore_from(bad, replace=True)
    with pytest.raises(Trouble, match="cannot be read"):
        restore_from(tmp_path / "missing.zip")
    assert Person.objects.count() == 1


@pytest.mark.slow
def test_an_installation_moves_from_one_database_to_the_other(filled: None, tmp_path: Path) -> None:
    try:
        with psycopg.connect(dbname="postgres", autocommit=True) as server:
            server.execute("DROP DATABASE IF EXISTS warmline_move")
            server.execute("CREATE DATABASE warmline_move")
    except psycopg.Error:
        pytest.skip("no PostgreSQL on this machine")
    first = make_backup(tmp_path)
    try:
        warmline(tmp_path / "a", "restore", str(first), "--database", "postgresql:///warmline_move")
        warmline(
            tmp_path / "a", "backup", str(tmp_path / "2.zip"), "--database", "postgresql:///warmline_move"
        )
        warmline(tmp_path / "b", "restore", str(tmp_path / "2.zip"))
        warmline(tmp_path / "b", "backup", str(tmp_path / "3.zip"))
    finally:
        with psycopg.connect(dbname="postgres", autocommit=True) as server:
            server.execute("DROP DATABASE warmline_move WITH (FORCE)")
    assert rows_of(tmp_path / "2.zip") == rows_of(first)
    assert rows_of(tmp_path / "3.zip") == rows_of(first)


def warmline(data: Path, *arguments: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WARMLINE_")}
    command = [sys.executable, "-m", "warmline.cli", *arguments, "--data", str(data)]
    subprocess.run(command, check=True, env=environment, timeout=100, capture_output=True)
