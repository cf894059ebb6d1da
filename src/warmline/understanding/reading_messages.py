"""What does this message tell us, in its conversation? All readers, each on its own."""

from functools import cache

from warmline.conversations.turn import Line
from warmline.lib.catalogue import BadPart, parts_in
from warmline.understanding.reader import Reader
from warmline.understanding.reading import Reading


def read(text: str, history: tuple[Line, ...] = ()) -> Reading:
    """Pure: the same message in the same conversation reads the same."""
    return Reading(**{reader.name: reader.read(text, history) for reader in readers()})


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
