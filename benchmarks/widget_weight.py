"""How many bytes does the web chat put on a visitor's line, against its budget?"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

WIDGET = Path(__file__).parents[1] / "src/warmline/channels/widget/static/widget"
LOADER = "loader.js"
LOADER_BUDGET_BYTES = 5_000  # on every page of the business
WHOLE_BUDGET_BYTES = 25_000  # once the chat is opened, loader included


def main() -> int:
    sizes = gzip_sizes(WIDGET)
    for name, size in sorted(sizes.items(), key=lambda each: each[1]):
        print(f"{size:>8,}  {name}")
    within = [
        report("loader", sizes[LOADER], LOADER_BUDGET_BYTES),
        report("whole", sum(sizes.values()), WHOLE_BUDGET_BYTES),
    ]
    return 0 if all(within) else 1


def gzip_sizes(folder: Path) -> dict[str, int]:
    """Bytes of each file, each compressed by itself as a server sends it."""
    return {
        path.name: len(gzip.compress(path.read_bytes(), 9)) for path in folder.iterdir() if path.is_file()
    }


def report(what: str, size: int, budget: int) -> bool:
    print(f"{size:>8,}  {what}, budget {budget:,} bytes gzip ({size / budget:.0%})")
    return size <= budget


if __name__ == "__main__":
    sys.exit(main())
