"""What stands in a file of labelled texts? A row that cannot be read is reported by its line and left out."""

import csv
import gzip
import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final, TextIO, TypeVar

from warmline.lab.errors import LabTrouble

#: The longest field in characters and the longest record in lines (chosen by us): longer is a quote left open.
LONGEST_FIELD: Final = 16_000_000
LONGEST_RECORD: Final = 1000
#: How many bad rows are named one by one.
MOST_NAMED: Final = 20
#: What spreadsheets put between columns.
DELIMITERS: Final = ",;\t"

Value = TypeVar("Value")


@dataclass(frozen=True)
class Table:
    """rows: by column name, in the order of the file, and on which lines they begin.

    skipped: such as "line 7: 3 columns instead of 2".
    """

    rows: list[dict[str, str]]
    skipped: list[str]
    lines: list[int]


@dataclass(frozen=True)
class Lines:
    """rows: the objects of a file of JSON lines, and on which lines they stand. skipped: as in a table."""

    rows: list[dict[str, Any]]
    skipped: list[str]
    lines: list[int]


def read_table(path: Path, columns: Sequence[str]) -> Table:
    """A CSV file whose first line names at least these columns, in small letters; UTF-8, also gzipped (.gz).

    "query|text" stands for a column with one of these names.
    Raises LabTrouble when there is no such file or column, or no row that can be read.
    """
    return _read(path, lambda file: _table(path, file, columns))


def read_lines(path: Path) -> Lines:
    """A file with one JSON object on each line; UTF-8, also gzipped (.gz). Raises LabTrouble as read_table does."""
    return _read(path, lambda file: _lines(path, file))


def read_object(line: str) -> dict[str, Any] | str:
    """The JSON object on this line, or what is wrong with it."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return "not valid JSON"
    return row if isinstance(row, dict) else "no JSON object {...}"


def any_column(row: Mapping[str, str], *names: str) -> str:
    """The first of these columns that says something, else ""."""
    return next((row[name] for name in names if row.get(name)), "")


def name_skipped(path: Path, skipped: Sequence[str]) -> list[str]:
    """The report on bad rows: the first 20 by line number, then how many there are in all."""
    named = [f"{path}: {sentence}" for sentence in skipped[:MOST_NAMED]]
    if len(skipped) > MOST_NAMED:
        named.append(f"{path}: {len(skipped)} rows in all could not be read and are left out")
    return named


def _read(path: Path, take: Callable[[TextIO], Value]) -> Value:
    try:
        with _open(path) as file:
            return take(file)
    except FileNotFoundError as error:
        raise LabTrouble(f"There is no file {path}.") from error
    except IsADirectoryError as error:
        raise LabTrouble(f"{path} is a folder; name the file in it.") from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise LabTrouble(f"{path} ends in .gz but is no whole gzip file.") from error
    except (OSError, ValueError) as error:
        raise LabTrouble(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error


def _open(path: Path) -> TextIO:
    """Bytes that are not UTF-8 are kept apart as surrogates, so that they spoil their own row only."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", errors="surrogateescape", newline="")
    return path.open(encoding="utf-8-sig", errors="surrogateescape", newline="")


def _table(path: Path, file: TextIO, columns: Sequence[str]) -> Table:
    csv.field_size_limit(LONGEST_FIELD)
    lines = [line.replace("\0", "") for line in file]
    delimiter, header = _header(path, lines, columns)
    rows: list[dict[str, str]] = []
    begins: list[int] = []
    skipped: list[str] = []
    for number, record in islice(_records(lines, delimiter), 1, None):
        trouble = record if isinstance(record, str) else _trouble(record, len(header))
        if trouble:
            skipped.append(f"line {number}: {trouble}")
        else:
            rows.append(dict(zip(header, record, strict=True)))
            begins.append(number)
    return Table(_some(path, rows, skipped), skipped, begins)


def _header(path: Path, lines: Sequence[str], columns: Sequence[str]) -> tuple[str, list[str]]:
    names = ", ".join(column.replace("|", " or ") for column in columns)
    wanted = f"its first line must name the columns {names}"
    for delimiter in DELIMITERS:
        _, record = next(_records(lines, delimiter), (1, ""))
        header = [] if isinstance(record, str) else [name.strip().casefold() for name in record]
        if all(set(column.split("|")) & set(header) for column in columns):
            return delimiter, header
    if not any(line.strip() for line in lines):
        raise LabTrouble(f"{path} is empty: {wanted}.")
    raise LabTrouble(f"{path} is no such table: {wanted}, with commas, in UTF-8.")


def _records(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """Each record with the line on which it begins, or what is wrong with it; after a broken one, the next line."""
    start = 0
    while start < len(lines):
        reader = csv.reader(islice(lines, start, start + LONGEST_RECORD), delimiter=delimiter, strict=True)
        begins = start
        try:
            for record in reader:
                if record:
                    yield begins + 1, record
                begins = start + reader.line_num
                if begins - start > LONGEST_RECORD // 2:
                    break
            start = begins
        except csv.Error:
            yield begins + 1, "quotes that do not match, or a field that is too long"
            start = begins + 1


def _trouble(record: Sequence[str], width: int) -> str:
    if len(record) != width:
        return f"{len(record)} columns instead of {width}"
    return "" if all(map(is_text, record)) else "not UTF-8"


def is_text(text: str) -> bool:
    """Whether it can be written as UTF-8: half of a broken emoji or a byte of another encoding cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _lines(path: Path, file: TextIO) -> Lines:
    rows: list[dict[str, Any]] = []
    begins: list[int] = []
    skipped: list[str] = []
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        row = read_object(line) if is_text(line) else "not UTF-8"
        if isinstance(row, str):
            skipped.append(f"line {number}: {row}")
        else:
            rows.append(row)
            begins.append(number)
    return Lines(_some(path, rows, skipped), skipped, begins)


def _some(path: Path, rows: list[Any], skipped: Sequence[str]) -> list[Any]:
    if rows:
        return rows
    why = f" ({skipped[0]})" if skipped else ""
    raise LabTrouble(f"{path} has no row that can be read{why}.")
