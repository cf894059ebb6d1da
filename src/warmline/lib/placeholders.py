"""Which places of a text are still to be filled, and with what? The whole grammar: {{name}} or {{customer.name}}."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

#: A value is one short line; what is longer is cut (chosen by us).
LONGEST_VALUE: Final = 300
_PLACE = re.compile(r"\{\{ {0,3}([A-Za-z][A-Za-z0-9_.]{0,39}) {0,3}\}\}")


@dataclass(frozen=True)
class Piece:
    """name: of the place, "" for the text between. is_filled: the text is its value, else the place as written."""

    text: str
    name: str = ""
    is_filled: bool = False


def split(text: str, values: Mapping[str, str]) -> Sequence[Piece]:
    """Read once from left to right: a value is never read as a place."""
    pieces, at = [], 0
    for found in _PLACE.finditer(text):
        pieces.append(Piece(text[at : found.start()]))
        value = _tame(values.get(found[1].lower(), ""))
        pieces.append(Piece(value or found[0], found[1].lower(), bool(value)))
        at = found.end()
    return [piece for piece in (*pieces, Piece(text[at:])) if piece.text]


def _tame(value: str) -> str:
    """On one line, and never a place itself, however a customer calls themselves."""
    line = " ".join("".join(mark if mark.isprintable() else " " for mark in value).split())
    while "{{" in line or "}}" in line:
        line = line.replace("{{", "{").replace("}}", "}")
    return line[:LONGEST_VALUE]


def fill(text: str, values: Mapping[str, str]) -> str:
    """What has no value stays as it was written."""
    return "".join(piece.text for piece in split(text, values))


def find_unfilled(text: str) -> Sequence[str]:
    """The places that stand in a text, as they are written, each once."""
    return list(dict.fromkeys(found[0] for found in _PLACE.finditer(text)))
