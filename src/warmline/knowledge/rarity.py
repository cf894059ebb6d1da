"""How rare is each word of the knowledge, and how well do a question's words fit each entry?

BM25 with its usual constants: Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

SATURATION: Final = 1.2
LENGTH_EFFECT: Final = 0.75

_Row: TypeAlias = tuple[npt.NDArray[np.intp], npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Rarity:
    """words: how rare each is; unknown: how rare a word counts that no entry has.

    postings: for each word the places of the entries that have it, and its weight there.
    """

    words: Mapping[str, float]
    unknown: float
    postings: Mapping[str, _Row]
    entries: int

    def of(self, word: str) -> float:
        return self.words.get(word, self.unknown)

    def share_of_entries(self, word: str) -> float:
        """In which share of the entries the word stands, 0 to 1."""
        return len(self.postings[word][0]) / max(1, self.entries) if word in self.postings else 0.0

    def scores(self, asked: Set[str]) -> npt.NDArray[np.float32]:
        """BM25 of each entry as a share, 0 to 1, of the most that the question's words could give."""
        scores = np.zeros(self.entries, np.float32)
        most = sum(self.of(word) for word in asked) * (SATURATION + 1)
        for word in asked & self.postings.keys():
            places, weights = self.postings[word]
            scores[places] += weights
        return scores / np.float32(most) if most else scores


def count_rarity(counts: Sequence[Counter[str]]) -> Rarity:
    """counts: the words of each entry, with how often each stands there."""
    holders = Counter(chain.from_iterable(counts))
    words = {word: _idf(len(counts), number) for word, number in holders.items()}
    return Rarity(words, _idf(len(counts), 0), _postings(counts, words, holders), len(counts))


def _idf(entries: int, holders: int) -> float:
    """Inverse document frequency."""
    return math.log1p((entries - holders + 0.5) / (holders + 0.5))


def _postings(
    counts: Sequence[Counter[str]], rarity: Mapping[str, float], holders: Mapping[str, int]
) -> dict[str, _Row]:
    """All weights at once, then cut word by word."""
    numbers = dict(zip(rarity, range(len(rarity)), strict=True))
    sizes = np.fromiter(map(len, counts), np.intp, len(counts))
    total = int(sizes.sum())
    each = np.fromiter(map(numbers.__getitem__, chain.from_iterable(counts)), np.intp, total)
    times = np.fromiter(chain.from_iterable(count.values() for count in counts), np.float64, total)
    place = np.repeat(np.arange(len(counts), dtype=np.intp), sizes)
    lengths = np.bincount(place, times, len(counts))
    usual = max(1.0, float(lengths.sum()) / max(1, len(counts)))
    damping = SATURATION * (1 - LENGTH_EFFECT + LENGTH_EFFECT * lengths / usual)
    idf = np.fromiter(rarity.values(), np.float64, len(rarity))
    weights = (idf[each] * times * (SATURATION + 1) / (times + damping[place])).astype(np.float32)
    order = np.argsort(each, kind="stable")
    place, weights = place[order], weights[order]
    ends = [0, *accumulate(holders.values())]
    return {
        word: (place[start:end], weights[start:end])
        for word, (start, end) in zip(rarity, pairwise(ends), strict=True)
    }
