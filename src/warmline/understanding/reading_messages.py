"""What does this message tell us, in its conversation? All readers, each on its own."""

from functools import cache

from warmline.conversations.turn import Line
from warmline.knowledge.index import Search
from warmline.lib.catalogue import BadPart, parts_in
from warmline.understanding.reader import Reader
from warmline.understanding.reading import Reading, Signal


def read(text: str, history: tuple[Line, ...] = (), search: Search | None = None) -> Reading:
    """Pure: the same message in the same conversation, and with the same knowledge, reads the same.

    search: the business's knowledge; None where there is none at hand, and what it would tell is not read.
    """
    return Reading(**{reader.name: _read(reader, text, history, search) for reader in readers()})


def _read(reader: Reader, text: str, history: tuple[Line, ...], search: Search | None) -> Signal:
    if reader.read_in and search:
        return reader.read_in(text, search)
    return reader.read(text, history)


def versions() -> dict[str, str]:
    """The version of every reader, by name."""
    return {reader.name: reader.version for reader in readers()}


@cache
def readers() -> tuple[Reader, ...]:
    """The readers that stand in the folder; raises BadPart for one that reads no field of Reading."""
    found = tuple(parts_in("warmline.understanding.readers", "READER", Reader))
    for reader in found:
        if reader.name not in Reading.__dataclass_fields__:
            raise BadPart(f"reader {reader.name} reads no field of Reading")
    return found
