"""How does everything become one file, while the product runs?"""

import hashlib
import os
import zipfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model
from django.db.utils import Error

from warmline import __version__
from warmline.audit.recording import record
from warmline.commands.backup_format import (
    FORMAT,
    LEFT_OUT,
    MANIFEST,
    SECRET,
    Manifest,
    Part,
    content_name,
    digest_in,
    part_name,
    saved_models,
)
from warmline.commands.migrating import database_answers, missing_migrations
from warmline.commands.printing import print_json, print_lines, show_progress
from warmline.commands.trouble import Trouble, WrongUse
from warmline.files.models import File
from warmline.files.stores import store
from warmline.files.stores.store import Missing
from warmline.jobs.engines import engine
from warmline.jobs.models import Job
from warmline.lib.time import now

#: Rows written at a time, so that a large table needs little memory.
ROWS = 500


def run(options: Namespace) -> int:
    target = Path(options.file)
    if target.exists():
        raise WrongUse(f"{target} exists already. Choose another name, so that no backup is lost.")
    with database_answers():
        if missing_migrations():
            raise Trouble('The tables do not fit this version yet. Run "warmline init" first.')
        manifest = write_backup(target)
        # Backups of a database that cannot be written to any more are still wanted.
        with suppress(Error):
            record("backup made", detail={"parts": len(manifest.parts)})
    rows = sum(part.rows for part in manifest.parts)
    files = sum(bool(digest_in(part.name)) for part in manifest.parts)
    tables = len(manifest.parts) - files - 1
    if options.json:
        told = {"file": str(target), "rows": rows, "files": files, "bytes": target.stat().st_size}
        print_json({**told, "left_out": manifest.left_out})
    else:
        print_lines(
            f"{rows} rows of {tables} tables and {files} files that were sent are in {target}.",
            "Left out: sessions (everybody signs in again).",
            "It holds personal data and the installation's secret: keep it where only you can read it.",
        )
    return 0


def write_backup(target: Path) -> Manifest:
    """The file appears under its name only when it is complete."""
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        with (
            _private(unfinished),
            zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive,
            _snapshot(),
        ):
            manifest = _manifest([_write_secret(archive), *_write_tables(archive), *_write_contents(archive)])
            archive.writestr(MANIFEST, manifest.to_json())
        _to_disk(unfinished)
        unfinished.rename(target)
    except OSError as error:
        raise Trouble(f"The backup cannot be written to {target}: {error.strerror}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


@contextmanager
def _private(path: Path) -> Iterator[None]:
    path.touch(mode=0o600)
    yield


def _to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


@contextmanager
def _snapshot() -> Iterator[None]:
    """All reads inside see the same moment, and hold up no writer."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    # Django's own transactions begin as writers here; a reader sees one moment of the write-ahead log.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _write_secret(archive: zipfile.ZipFile) -> Part:
    secret = settings.SECRET_KEY.encode()
    archive.writestr(SECRET, secret)
    return Part(SECRET, 0, len(secret), hashlib.sha256(secret).hexdigest())


def _write_tables(archive: zipfile.ZipFile) -> Iterator[Part]:
    models = saved_models()
    for number, model in enumerate(models):
        show_progress("Backing up", number, len(models))
        yield _write_table(archive, model)
    show_progress("Backing up", len(models), len(models))


class _Exact(DjangoJSONEncoder):
    """Moments to the microsecond, as the tables have them; Django's own encoder cuts them at the millisecond."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime | time) else super().default(o)


def _write_table(archive: zipfile.ZipFile, model: type[Model]) -> Part:
    digest, rows, size = hashlib.sha256(), 0, 0
    with archive.open(part_name(model), "w", force_zip64=True) as file:
        for batch in _batches(_rows(model)):
            text = serializers.serialize("jsonl", batch, ensure_ascii=False, cls=_Exact).encode()
            file.write(text)
            digest.update(text)
            rows, size = rows + len(batch), size + len(text)
    return Part(part_name(model), rows, size, digest.hexdigest())


def _write_contents(archive: zipfile.ZipFile) -> Iterator[Part]:
    """What was sent, once each. What the disk has lost is left out: `warmline doctor` names it."""
    kept = File.objects.exclude(state=File.State.REFUSED).order_by("pk")
    for digest in kept.values_list("pk", flat=True).iterator(ROWS):
        chunks = store().chunks(digest)
        try:
            first = next(chunks, b"")
        except Missing:
            continue
        size = len(first)
        # Pictures and PDF are packed already.
        with archive.open(_unpacked(content_name(digest)), "w", force_zip64=True) as file:
            file.write(first)
            for chunk in chunks:
                file.write(chunk)
                size += len(chunk)
        yield Part(content_name(digest), 0, size, digest)


def _unpacked(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, now().timetuple()[:6])


def _rows(model: type[Model]) -> Iterator[Model]:
    if model is Job:
        # Jobs may stand in another engine's tables; a job is the same whatever carries it.
        waiting = engine().waiting()
        for number, job in enumerate([*Job.objects.exclude(failed_at=None), *waiting], start=1):
            job.pk, job.leased_by, job.leased_until = number, "", None
            job.created_at = job.created_at or now()
            yield job
    else:
        yield from model._default_manager.order_by("pk").iterator(ROWS)


def _batches(rows: Iterator[Model]) -> Iterator[list[Model]]:
    batch: list[Model] = []
    for row in rows:
        batch.append(row)
        if len(batch) == ROWS:
            yield batch
            batch = []
    if batch:
        yield batch


def _manifest(parts: list[Part]) -> Manifest:
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    return Manifest(
        format=FORMAT,
        warmline=__version__,
        made_at=now().isoformat(),
        database=connection.vendor,
        migrations=dict(applied),
        parts=parts,
        left_out=list(LEFT_OUT),
    )
