"""Is this installation being served now, and where?"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from warmline.jobs.owners import is_gone, myself


@contextmanager
def serving(address: str) -> Iterator[None]:
    """Leaves a note in the data folder while the server runs; a note of a killed one is recognised."""
    file = _file()
    file.write_text(json.dumps({"process": myself(), "address": address}))
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def served_at() -> str:
    """The address; empty when no server of this data folder runs."""
    try:
        note = json.loads(_file().read_text())
    except (OSError, ValueError):
        return ""
    return "" if is_gone(note["process"]) else str(note["address"])


def _file() -> Path:
    folder: Path = settings.DATA
    return folder / "serving.json"
