"""How does a file become rows? Comma, semicolon or tab; UTF-8 or what older office programs write."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from warmline.imports.errors import ListRefused

#: More are brought in by several files (chosen by us: all of it is one transaction, which holds up others for seconds).
LARGEST_BYTES: Final = 2_000_000
MOST_ROWS: Final = 10_000
EMPTY: Final = "This file is empty. Please choose the list that you saved as CSV."


@dataclass(frozen=True)
class Row:
    """number: as the spreadsheet shows it, the head is 1. cells: by the name at the head of their column."""

    number: int
    cells: dict[str, str]


def decode(content: bytes) -> str:
    """Raises ListRefused for what is no text."""
    if len(content) > LARGEST_BYTES:
        raise ListRefused(_("This file is larger than 2 MB. Please split it."))
    if b"\0" in content:
        raise ListRefused(_("This is no CSV file. In your spreadsheet choose “Save as” and then CSV."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def read_sheet(text: str) -> tuple[Sequence[str], list[Row]]:
    """The heads in small letters, and the rows that are not empty. Raises ListRefused."""
    lines = text.lstrip("\ufeff").splitlines()
    first = next((line for line in lines if line.strip()), "")
    if not first:
        raise ListRefused(EMPTY)
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter, strict=True)
    heads: list[str] = []
    rows: list[Row] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not heads:
                heads = [" ".join(cell.casefold().split()) for cell in cells]
                continue
            if len(rows) == MOST_ROWS:
                raise ListRefused(
                    _("This list has more than {most_rows} rows. Please split it.").format(
                        most_rows=MOST_ROWS
                    )
                )
            rows.append(Row(reader.line_num, _by_head(heads, cells, reader.line_num)))
    except csv.Error:
        raise ListRefused(
            _("Line {line_num} cannot be read: a quotation mark is left open.").format(
                line_num=reader.line_num
            )
        ) from None
    if not rows:
        raise ListRefused(_("There is a head, but no row beneath it."))
    return heads, rows


def _by_head(heads: list[str], cells: list[str], number: int) -> dict[str, str]:
    if len(cells) > len(heads) and any(cell.strip() for cell in cells[len(heads) :]):
        raise ListRefused(_("Row {number} has more cells than the head has columns.").format(number=number))
    return dict(zip(heads, cells, strict=False))
