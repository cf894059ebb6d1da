"""What must a place for bytes be able to do?"""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol


class Store(Protocol):
    """Content is named by its SHA-256 (64 hexadecimal digits). Each call belongs to the transaction around it."""

    def write_ahead(self, digest: str, source: Path) -> None:
        """What can be written before a transaction is; `keep` must still follow. Raises OSError."""

    def keep(self, digest: str, source: Path) -> None:
        """The content of `source` is on disk when this returns; the same again changes nothing. Raises OSError."""

    def chunks(self, digest: str) -> Iterator[bytes]:
        """The content piece by piece; raises Missing."""

    def digests(self) -> set[str]:
        """Of all that is kept."""

    def remove(self, digest: str) -> None:
        """What is not there is no trouble."""


class Missing(Exception):
    """No content of that name is here."""
