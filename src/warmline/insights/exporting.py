"""Which file do people take along? One row for each insight, safe to open in a spreadsheet."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Final

from warmline.insights.models import Insight
from warmline.insights.quoting import known_to, quote
from warmline.lib.csv_cells import harmless

COLUMNS: Final = (
    "noted at",
    "theme",
    "words",
    "for whom",
    "quote",
    "worst mood 0 to 1",
    "noted by",
    "conversation",
)
#: Rows whose quotes are cleaned together.
PORTION: Final = 200


def csv_lines() -> Iterator[str]:
    """The file, line by line, the latest insight first."""
    yield _line(COLUMNS)
    rows = Insight.objects.select_related(
        "theme", "person", "episode__mood", "quote__conversation__customer"
    ).iterator(PORTION)
    while portion := list(islice(rows, PORTION)):
        known = known_to([row.quote for row in portion if row.quote])
        for row in portion:
            mood = getattr(row.episode, "mood", None)
            yield _line(
                (
                    f"{row.at:%Y-%m-%d %H:%M} UTC",
                    row.theme.name,
                    row.words,
                    row.theme.get_for_whom_display() if row.theme.for_whom else "",
                    quote(row.quote, known) if row.quote else "",
                    f"{mood.peak_value:.2f}" if mood else "",
                    str(row.person),
                    str(row.conversation_id),
                )
            )


def _line(cells: tuple[str, ...]) -> str:
    out = StringIO()
    csv.writer(out).writerow([harmless(cell) for cell in cells])
    return out.getvalue()
