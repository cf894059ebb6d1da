"""What does the text index look for? Words and marks, between two keys."""

from dataclasses import dataclass

from warmline.search.asking import Term

#: Beyond any key.
FIRST, LAST = 0, 1 << 63


@dataclass(frozen=True)
class Sought:
    """Entries that hold all terms and, of each tuple in about, one mark: k<kind>, p<person>, c<conversation>.

    above and below are keys, both excluded.
    """

    terms: tuple[Term, ...]
    about: tuple[tuple[str, ...], ...] = ()
    above: int = FIRST
    below: int = LAST - 1


def key_at(seconds: float) -> int:
    """The smallest key of that second since 1970 (sql/ builds keys the same way)."""
    return min(max(int(seconds), 1), 4_000_000_000) << 31
