"""How many bytes does the web chat put on a visitor's line, against its budget?"""

import re
import sys

from warmline.channels.widget.serving import LATER, read_assets

LOADER = "loader.js"
LOADER_BUDGET_BYTES = 5_000  # on every page of the business
WHOLE_BUDGET_BYTES = 25_000  # when the chat is opened, loader included, in one language
WORDS = re.compile(r"texts\.(\w+)\.js")


def main() -> int:
    """0 when both are within their budget. Sizes are those sent, each file by itself."""
    sizes = {name: len(asset.packed) for name, asset in read_assets().items()}
    for name, size in sorted(sizes.items(), key=lambda each: each[1]):
        print(f"{size:>8,}  {name}")
    words = {match[1]: size for name, size in sizes.items() if (match := WORDS.fullmatch(name))}
    later = sum(sizes[name] for name in LATER)
    shared = sum(sizes.values()) - sum(words.values()) - later
    within = [report("loader", sizes[LOADER], LOADER_BUDGET_BYTES)]
    within += [report(f"opened in {one}", shared + size, WHOLE_BUDGET_BYTES) for one, size in words.items()]
    largest = shared + max(words.values()) + later
    print(
        f"{largest:>8,}  all that is ever fetched: files and menu too, once somebody uses them (+{later:,})"
    )
    return 0 if all(within) else 1


def report(what: str, size: int, budget: int) -> bool:
    print(f"{size:>8,}  {what}, budget {budget:,} bytes gzip ({size / budget:.0%})")
    return size <= budget


if __name__ == "__main__":
    sys.exit(main())
