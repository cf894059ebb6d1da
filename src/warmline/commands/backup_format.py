"""What stands in a backup? A zip of a manifest, the secret and one file of JSON lines for each table."""

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import IO, Any

from django.apps import apps
from django.db.models import Model

from warmline.commands.trouble import Trouble

FORMAT = 1
MANIFEST = "manifest.json"
CONTENTS = "contents/"
SECRET = "secret"  # noqa: S105 (the name of a part)
#: Sessions end, the text index fills itself, the others are made anew by the migrations; carried jobs are
#: written as jobs, and what was sent as the files it was, wherever it lies.
LEFT_OUT = ("sessions", "contenttypes", "auth.Permission", "procrastinate", "search", "files.Chunk")
#: A line for each sent file: enough for 300,000 of them (chosen by us).
MOST_MANIFEST_BYTES = 80_000_000
#: JSON lines pack 5 to 30 times; deflate can promise 1000 times (chosen by us).
MOST_PACKING = 200
MOST_LINE_BYTES = 50_000_000
CHUNK = 1 << 16


class BadBackup(Trouble):
    """The file cannot be trusted; nothing was changed."""


@dataclass(frozen=True)
class Part:
    name: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    format: int
    warmline: str
    made_at: str
    database: str
    migrations: dict[str, str]
    parts: list[Part]
    left_out: list[str]

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1)


def saved_models() -> list[type[Model]]:
    """Every table of its own that is kept, in a fixed order."""
    return [
        model
        for model in apps.get_models()
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.app_label not in LEFT_OUT
        and model._meta.label not in LEFT_OUT
    ]


def part_name(model: type[Model]) -> str:
    return f"tables/{model._meta.label_lower}.jsonl"


def content_name(digest: str) -> str:
    return f"{CONTENTS}{digest}"


def digest_in(name: str) -> str:
    """The SHA-256 in the name of a sent file's content, "" for any other part."""
    digest = name.removeprefix(CONTENTS)
    return digest if name.startswith(CONTENTS) and re.fullmatch("[0-9a-f]{64}", digest) else ""


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """Raises BadBackup unless it is one of ours and names just the parts that are there."""
    try:
        told = json.loads(_read_small(archive, MANIFEST))
        manifest = Manifest(**{**told, "parts": [Part(**part) for part in told["parts"]]})
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise BadBackup("This is no backup made by Warmline: its manifest cannot be read.") from error
    _check_types(manifest)
    if manifest.format != FORMAT:
        raise BadBackup(f"This backup has format {manifest.format}; this version reads format {FORMAT}.")
    _check_names(archive, manifest)
    return manifest


def _read_small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        text = file.read(MOST_MANIFEST_BYTES + 1)
    if len(text) > MOST_MANIFEST_BYTES:
        raise ValueError(name)
    return text


def _check_types(manifest: Manifest) -> None:
    fits = (
        isinstance(manifest.format, int)
        and all(isinstance(text, str) for text in (manifest.warmline, manifest.made_at, manifest.database))
        and isinstance(manifest.migrations, dict)
        and all(isinstance(part.name, str) and isinstance(part.sha256, str) for part in manifest.parts)
        and all(type(part.rows) is int and type(part.bytes) is int for part in manifest.parts)
    )
    if not fits:
        raise BadBackup("This is no backup made by Warmline: its manifest has values of a wrong kind.")


def _check_names(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Names are looked up, never used as paths; still, a foreign one means a foreign file."""
    known = {SECRET, *(part_name(model) for model in saved_models())}
    named = [part.name for part in manifest.parts]
    there = [name for name in archive.namelist() if name != MANIFEST]
    foreign = sorted(name for name in named if name not in known and not digest_in(name))
    if foreign:
        raise BadBackup(f"The backup holds {foreign[0]!r}, which this version does not know.")
    if sorted(named) != sorted(there) or len(set(named)) != len(named) or SECRET not in named:
        raise BadBackup("The backup does not hold just the parts its manifest names.")


def check_parts(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Reads everything once and compares sizes and hashes. Raises BadBackup."""
    for part in manifest.parts:
        packed = archive.getinfo(part.name).compress_size
        if part.bytes > MOST_PACKING * (packed + 1000):
            raise BadBackup(f"{part.name} unpacks to far more than tables do; this file is not used.")
        digest = hashlib.sha256()
        with archive.open(part.name) as file:
            rows = sum(_digest(file, part, digest))
        is_table = part.name != SECRET and not digest_in(part.name)
        if digest.hexdigest() != (digest_in(part.name) or part.sha256) or (is_table and rows != part.rows):
            raise BadBackup(f"{part.name} was changed or damaged after the backup was made.")


def _digest(file: IO[bytes], part: Part, digest: Any) -> Iterator[int]:
    left = part.bytes
    while chunk := file.read(CHUNK):
        left -= len(chunk)
        if left < 0:
            raise BadBackup(f"{part.name} is longer than its manifest says.")
        digest.update(chunk)
        yield chunk.count(b"\n")


def open_archive(path: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except OSError as error:
        raise Trouble(f"The file {path} cannot be read: {error.strerror or error}.") from error
    except zipfile.BadZipFile as error:
        raise BadBackup(f"The file {path} is damaged, cut short, or no backup.") from error


#: What reading a hostile or damaged zip raises.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError)
