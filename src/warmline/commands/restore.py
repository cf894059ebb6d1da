"""How does a backup become an installation again? Whole, or not at all."""

import shutil
import tempfile
import zipfile
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.base import DeserializedObject
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from warmline.audit import guard
from warmline.audit.recording import record
from warmline.commands.backup_format import (
    DAMAGE,
    MOST_LINE_BYTES,
    SECRET,
    BadBackup,
    Manifest,
    check_parts,
    digest_in,
    open_archive,
    part_name,
    read_manifest,
    saved_models,
)
from warmline.commands.migrating import migrate
from warmline.commands.presence import served_at
from warmline.commands.printing import print_json, print_lines, show_progress
from warmline.commands.trouble import Trouble
from warmline.files.stores import store
from warmline.jobs.engines import engine
from warmline.jobs.models import Job


def run(options: Namespace) -> int:
    with open_archive(options.file) as archive:
        manifest = _checked(archive)
        _refuse_while_served()
        migrate()
        _restore(archive, manifest, options.replace)
    rows = {part.name: part.rows for part in manifest.parts if part.rows}
    if options.json:
        print_json({"rows": sum(rows.values()), "tables": rows, "made_at": manifest.made_at})
    else:
        print_lines(
            f"Restored {sum(rows.values())} rows of {len(rows)} tables as they were at {manifest.made_at}.",
            'Start with "warmline serve"; everybody signs in again.',
        )
    return 0


def _checked(archive: zipfile.ZipFile) -> Manifest:
    """Nothing is touched before every byte was compared."""
    try:
        manifest = read_manifest(archive)
        check_parts(archive, manifest)
    except DAMAGE as error:
        raise BadBackup("The backup is damaged or cut short. Nothing was changed.") from error
    known = MigrationLoader(None).disk_migrations
    newer = [
        name
        for name in manifest.migrations.items()
        if name[0] not in ("procrastinate",) and name not in known
    ]
    if newer:
        raise BadBackup(
            f"The backup was made by Warmline {manifest.warmline}, which is newer. Update Warmline first."
        )
    return manifest


def _refuse_while_served() -> None:
    if served_at():
        raise Trouble(f'Warmline is running at {served_at()}. Stop "warmline serve" first.')


def _restore(archive: zipfile.ZipFile, manifest: Manifest, is_replacing: bool) -> None:
    try:
        with transaction.atomic():
            if _is_filled() and not is_replacing:
                raise Trouble(
                    "The database already holds a business. Add --replace to remove all of it first."
                )
            guard.lift()
            _remove_all()
            _load_all(archive, manifest)
            guard.put_up()
            _load_contents(archive, manifest)
            # Foreign keys are compared now rather than at the commit, to name the trouble.
            connection.check_constraints()
            _write_secret(archive.read(SECRET))
            record("backup restored", detail={"made_at": manifest.made_at})
        _remove_other_contents(manifest)
    except Trouble:
        raise
    except Exception as error:  # a hostile row can raise nearly anything; the transaction undoes it
        raise BadBackup(
            f"The backup holds rows that do not fit together ({type(error).__name__}). Nothing was changed."
        ) from error


def _is_filled() -> bool:
    return any(
        apps.get_model(label).objects.exists()
        for label in ("web.Business", "staff.Person", "conversations.Conversation")
    )


def _remove_all() -> None:
    tables = [model._meta.db_table for model in _stored_models()]
    with connection.cursor() as cursor:
        for table in [*tables, *_carried_job_tables()]:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608 (our own tables)


def _carried_job_tables() -> list[str]:
    return ["procrastinate_jobs"] if connection.vendor == "postgresql" else []


def _stored_models() -> list[type[Model]]:
    """The tables of a backup, those of its many-to-many relations, sessions of people now gone, and what was sent."""
    saved = saved_models()
    between = (field.remote_field.through for model in saved for field in model._meta.local_many_to_many)
    passing = (apps.get_model("sessions.Session"), apps.get_model("files.Chunk"))
    return [*(model for model in between if model), *saved, *passing]


def _load_all(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    named = {part.name for part in manifest.parts}
    models = [model for model in saved_models() if part_name(model) in named]
    for number, model in enumerate(models):
        show_progress("Restoring", number, len(models))
        for row in _rows(archive, model):
            _save(row)
    show_progress("Restoring", len(models), len(models))
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _load_contents(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """What was sent; in a folder the same content may lie there already, and stays."""
    for part in manifest.parts:
        if not (digest := digest_in(part.name)):
            continue
        with tempfile.NamedTemporaryFile(dir=settings.DATA) as passing, archive.open(part.name) as file:
            shutil.copyfileobj(file, passing)
            passing.flush()
            store().keep(digest, Path(passing.name))


def _remove_other_contents(manifest: Manifest) -> None:
    """Once all is there: what belonged to the rows that are gone."""
    for digest in store().digests() - {digest_in(part.name) for part in manifest.parts}:
        store().remove(digest)


def _rows(archive: zipfile.ZipFile, model: type[Model]) -> Iterator[DeserializedObject]:
    with archive.open(part_name(model)) as file:
        while line := file.readline(MOST_LINE_BYTES):
            for row in serializers.deserialize("jsonl", line.decode()):
                if type(row.object) is not model:
                    raise ValueError(part_name(model))
                yield row


def _save(row: DeserializedObject) -> None:
    job = row.object
    if isinstance(job, Job) and job.failed_at is None:
        engine().put(job.name, job.lock, job.due_at, job.payload)
        return
    if isinstance(job, Job):
        job.pk = None
    row.object.save_base(raw=True, force_insert=True)
    for name, values in (row.m2m_data or {}).items():
        getattr(row.object, name).set(values)


def _write_secret(secret: bytes) -> None:
    """In the transaction: what cannot be written undoes the rest."""
    path = settings.DATA / "secret"
    beside = path.with_name("secret.new")
    beside.touch(mode=0o600)
    beside.write_bytes(secret)
    beside.replace(path)
