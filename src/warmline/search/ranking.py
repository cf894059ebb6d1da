"""Which of the matches comes first? What fits well and is recent; pure, so that it can be tried on paper."""

from collections.abc import Sequence
from datetime import datetime

from warmline.search.asking import Term
from warmline.search.words import find_place, words_of

#: A match as old as this counts half as much for being recent (chosen by us: a month).
HALF_DAYS = 30


def rank(text: str, at: datetime, terms: Sequence[Term], now: datetime) -> float:
    """0 to 3: how much of it are whole words (0 to 1), do the words stand together (0 or 1), how recent (0 to 1)."""
    days = max((now - at).total_seconds() / 86_400, 0.0)
    return _fit(text, terms) + HALF_DAYS / (HALF_DAYS + days)


def _fit(text: str, terms: Sequence[Term]) -> float:
    if not terms:
        return 0.0
    words = words_of(text)
    whole = sum(1 for term in terms if find_place(words, term.words) >= 0) / len(terms)
    joined = tuple(word for term in terms for word in term.words)
    together = len(terms) > 1 and find_place(words, joined, is_begun=terms[-1].is_begun) >= 0
    return whole + together
