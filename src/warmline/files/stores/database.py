"""How does the database keep content? In pieces, so that every host has it and one transaction holds it all."""

from collections.abc import Iterator
from pathlib import Path

from warmline.files.models import Chunk
from warmline.files.stores.store import Missing

#: Large enough for few rows, small enough for the memory of many readers (chosen by us).
CHUNK = 1 << 18


class DatabaseStore:
    def write_ahead(self, digest: str, source: Path) -> None:
        """Nothing: the pieces belong to the transaction."""

    def keep(self, digest: str, source: Path) -> None:
        if Chunk.objects.filter(digest=digest).exists():
            return
        with source.open("rb") as reader:
            ordinal = 0
            while piece := reader.read(CHUNK):
                Chunk.objects.create(digest=digest, ordinal=ordinal, content=piece)
                ordinal += 1

    def chunks(self, digest: str) -> Iterator[bytes]:
        pieces = Chunk.objects.filter(digest=digest)
        count = pieces.count()
        if not count:
            raise Missing
        for ordinal in range(count):
            yield bytes(pieces.values_list("content", flat=True).get(ordinal=ordinal))

    def digests(self) -> set[str]:
        return set(Chunk.objects.values_list("digest", flat=True).distinct())

    def remove(self, digest: str) -> None:
        Chunk.objects.filter(digest=digest).delete()
