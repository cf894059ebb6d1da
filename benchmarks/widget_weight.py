"""How many bytes does the web chat put on a visitor's line, against its budget?"""

import re
import sys

from warmline.channels.widget.serving import read_assets

LOADER = "loader.js"
LOADER_BUDGET_BYTES = 5_000  # on every page of the business
WHOLE_BUDGET_BYTES = 25_000  # once the chat is opened, loader included, in one language
WORDS = re.compile(r"texts\.(\w+)\.js")


def main() -> int:
    """0 when both are within their budget. Sizes are those sent, each file by itself."""
    sizes = {name: len(asset.packed) for name, asset in read_assets().items()}
    for name, size in sorted(sizes.items(), key=lambda each: each[1]):
        print(f"{size:>8,}  {name}")
    words = {match[1]: size for name, size in sizes.items() if (match := WORDS.fullmatch(name))}
    shared = sum(sizes.values()) - sum(words.values())
    within = [report("loader", sizes[LOADER], LOADER_BUDGET_BYTES)]
    within += [report(f"whole in {one}", shared + size, WHOLE_BUDGET_BYTES) for one, size in words.items()]
    return 0 if all(within) else 1


def report(what: str, size: int, budget: int) -> bool:
    print(f"{size:>8,}  {what}, budget {budget:,} bytes gzip ({size / budget:.0%})")
    return size <= budget


if __name__ == "__main__":
    sys.exit(main())
