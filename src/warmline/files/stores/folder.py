"""How does a folder keep content? Under its SHA-256, for this user alone, whole or not at all."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from warmline.files.stores.store import Missing

CHUNK = 1 << 18
#: Nothing else becomes part of a path, wherever the row came from.
DIGEST = re.compile("[0-9a-f]{64}")


class FolderStore:
    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or settings.DATA / "files"

    def write_ahead(self, digest: str, source: Path) -> None:
        self.keep(digest, source)

    def keep(self, digest: str, source: Path) -> None:
        target = self._path(digest)
        if target.exists():
            return
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = target.with_name(f"{digest}.{uuid4().hex[:8]}")
        try:
            draft.touch(mode=0o600)
            with source.open("rb") as reader, draft.open("wb") as writer:
                shutil.copyfileobj(reader, writer, CHUNK)
                writer.flush()
                os.fsync(writer.fileno())
            draft.replace(target)
            _to_disk(target.parent)
        finally:
            draft.unlink(missing_ok=True)

    def chunks(self, digest: str) -> Iterator[bytes]:
        try:
            with self._path(digest).open("rb") as reader:
                while chunk := reader.read(CHUNK):
                    yield chunk
        except FileNotFoundError as error:
            raise Missing from error

    def digests(self) -> set[str]:
        return {path.name for path in self.folder.glob("??/*") if DIGEST.fullmatch(path.name)}

    def remove(self, digest: str) -> None:
        self._path(digest).unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        if not DIGEST.fullmatch(digest):
            raise Missing
        return self.folder / digest[:2] / digest


def _to_disk(folder: Path) -> None:
    """The name itself is on disk, not the content alone."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
