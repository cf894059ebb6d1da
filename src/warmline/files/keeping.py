"""How does what was received become a file that is kept, and when is one forgotten?"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.db import transaction
from django.db.models import Exists, Model, OuterRef

from warmline.files.errors import FileRefused
from warmline.files.kinds import PICTURE, TEXT, Kind, kind_of
from warmline.files.models import File
from warmline.files.names import clean_name
from warmline.files.pictures import redraw
from warmline.files.receiving import FULL
from warmline.files.scanning import has_scanner
from warmline.files.stores import store
from warmline.jobs.announcing import announce
from warmline.lib.time import now

#: Tells every kind but text, which is read whole.
HEAD_BYTES: Final = 4096
CHUNK: Final = 1 << 20


@dataclass(frozen=True)
class Prepared:
    """What is to be kept: `path` holds it until `keep` has stored it."""

    path: Path
    digest: str
    name: str
    kind: Kind
    size: int
    width: int = 0
    height: int = 0


def prepare(received: Path, name: str, allowed: Collection[str]) -> Prepared:
    """Looks at what was received and makes of it what is kept; asks no database. Raises FileRefused.

    allowed: groups of kinds.

    A picture is redrawn into a second file beside it, which the caller removes (`path`).
    """
    with received.open("rb") as file:
        kind = kind_of(file.read(HEAD_BYTES))
    if kind.group not in allowed:
        raise FileRefused(415, "This kind of file cannot be sent here.")
    if kind.group == PICTURE:
        return _prepare_picture(received, name, kind)
    if kind.group == TEXT:
        kind_of(received.read_bytes())
    return _written(
        Prepared(received, _digest(received), clean_name(name, kind), kind, received.stat().st_size)
    )


def _prepare_picture(received: Path, name: str, kind: Kind) -> Prepared:
    target = received.with_name(f"{received.name}.redrawn")
    target.touch(mode=0o600)
    try:
        drawn = redraw(received, kind, target)
        size = target.stat().st_size
        name = clean_name(name, drawn.kind)
        return _written(Prepared(target, _digest(target), name, drawn.kind, size, drawn.width, drawn.height))
    except OSError as error:
        target.unlink(missing_ok=True)
        raise FileRefused(507, FULL) from error
    except FileRefused:
        target.unlink(missing_ok=True)
        raise


def _written(prepared: Prepared) -> Prepared:
    """Large content is on its way to the disk before the transaction that names it holds up others."""
    try:
        store().write_ahead(prepared.digest, prepared.path)
    except OSError as error:
        raise FileRefused(507, FULL) from error
    return prepared


def drop(prepared: Prepared) -> None:
    """It was not kept after all: nothing is left of it unless somebody else sent the same."""
    with transaction.atomic():
        if not File.objects.select_for_update().filter(digest=prepared.digest).exists():
            store().remove(prepared.digest)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def keep(prepared: Prepared) -> File:
    """Row and bytes, within the caller's transaction; what is known is not kept twice. Raises FileRefused 507."""
    state = File.State.CHECKING if has_scanner() else File.State.CLEAN
    file, is_new = File.objects.select_for_update().get_or_create(
        digest=prepared.digest,
        defaults={
            "kind": prepared.kind.key,
            "size": prepared.size,
            "width": prepared.width,
            "height": prepared.height,
            "state": state,
            "at": now(),
        },
    )
    if file.state == File.State.REFUSED:
        return file
    try:
        store().keep(prepared.digest, prepared.path)
    except OSError as error:
        raise FileRefused(507, FULL) from error
    if is_new and state == File.State.CHECKING:
        announce("file to check", digest=prepared.digest)
    return file


def forget_unused(digests: list[str], used_by: type[Model]) -> int:
    """Files that no row of `used_by` (with a key `file`) names any more go with their bytes; returns how many."""
    count = 0
    for digest in sorted(set(digests)):
        with transaction.atomic():
            # Locked before it is looked at: somebody may send the same content at this moment.
            held = File.objects.select_for_update().filter(digest=digest).first()
            if held is None or used_by._default_manager.filter(file=held).exists():
                continue
            held.delete()
            store().remove(digest)
            count += 1
    return count


def unused(used_by: type[Model], limit: int = 500) -> list[str]:
    """The digests of files that nobody names, as erasing leaves them."""
    users = used_by._default_manager.filter(file=OuterRef("pk"))
    return list(File.objects.filter(~Exists(users)).values_list("digest", flat=True)[:limit])
