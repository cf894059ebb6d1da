"""What does each line of a stream tell us? Reads texts as they come and gives their readings in order."""

from collections.abc import Iterable, Iterator
from typing import IO, Any, Final

from django.db import DatabaseError

from warmline.knowledge.index import Search, current_search
from warmline.lab.speakers import lines_of
from warmline.lab.tables import read_object
from warmline.understanding.reading_messages import read

#: The longest line in bytes (chosen by us); what is longer is left out, not held in memory.
LONGEST_LINE: Final = 16_000_000


def read_stream(stream: IO[bytes]) -> Iterator[dict[str, Any] | str]:
    """For each line its reading, or what is wrong with it ("line 3: not UTF-8").

    A line is a text, or a JSON object {"text": ..., "history": [{"from": ..., "text": ...}]}.
    """
    search = _find_knowledge()
    for number, line in enumerate(_lines(stream), start=1):
        found = _read(line, search)
        yield f"line {number}: {found}" if isinstance(found, str) else {"line": number, **found}


def _lines(stream: IO[bytes]) -> Iterable[bytes]:
    while line := stream.readline(LONGEST_LINE):
        yield line
        while len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE)


def _find_knowledge() -> Search | None:
    """Of the installation in the data folder; None where nothing is installed."""
    try:
        return current_search()
    except DatabaseError:
        return None


def _read(line: bytes, search: Search | None) -> dict[str, Any] | str:
    if len(line) == LONGEST_LINE:
        return "too long"
    try:
        text = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        return "not UTF-8"
    if not text.lstrip().startswith("{"):
        return read(text, (), search).as_json()
    return _read_object(text, search)


def _read_object(line: str, search: Search | None) -> dict[str, Any] | str:
    row = read_object(line)
    if isinstance(row, str):
        return row
    text = row.get("text")
    if not isinstance(text, str):
        return 'no "text"'
    history = lines_of(row.get("history") or [])
    if isinstance(history, str):
        return history
    return read(text.encode("utf-8", "replace").decode(), history, search).as_json()
