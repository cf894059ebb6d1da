"""What does a text look like as letters and words, in numbers of fixed length?

Words, pairs of words and 3 to 5 letters in a row are hashed with a sign into DIMENSIONS places (Weinberger et al.,
"Feature hashing for large scale multitask learning", 2009), each weighing as much as it is rare. So a slip of the
keyboard changes little, and a new word needs no new table.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

DIMENSIONS: Final = 384
#: Places of the table that counts in how many texts a piece stands.
TABLE: Final = 1 << 16
LONGEST_CHARACTERS: Final = 600
#: So many texts are sketched at once: bounds the memory.
BLOCK: Final = 1024
#: Odd, so that no pair of words is lost: spreads two hashes over 32 bits (Knuth's multiplicative hashing).
PAIR: Final = np.uint32(2654435761)
_WORD: Final = re.compile(r"[^\W_]+")

Words = Sequence[str]
Hashes = npt.NDArray[np.uint32]
Sketches = npt.NDArray[np.float32]


def words_of(text: str) -> list[str]:
    """Its words in lower case, without apostrophes; of a long text the beginning."""
    return _WORD.findall(text[:LONGEST_CHARACTERS].lower().replace("'", "").replace("’", ""))


def count_pieces(texts: Sequence[Words]) -> Hashes:
    """In how many of the texts, given as their words, each place of the table is hit; shape (TABLE,)."""
    return _count(_blocks(texts), len(texts))


def sketch(texts: Sequence[Words], counts: Hashes, total: int) -> Sketches:
    """One unit vector per text, shape (len(texts), DIMENSIONS); zeros for a text without a word.

    counts, total: from count_pieces over `total` texts.
    """
    return _sketch(_blocks(texts), len(texts), counts, total)


def count_and_sketch(texts: Sequence[Words]) -> tuple[Hashes, Sketches]:
    """Both of the same texts, which are cut into pieces only once."""
    blocks = list(_blocks(texts))
    counts = _count(blocks, len(texts))
    return counts, _sketch(blocks, len(texts), counts, len(texts))


@dataclass(frozen=True)
class _Pieces:
    """Of `texts` texts: the number of the text, the hash and how often it stands there, of each piece."""

    texts: int
    text: npt.NDArray[np.int32]
    hashes: Hashes
    times: npt.NDArray[np.int32]


def _count(blocks: Iterable[_Pieces], texts: int) -> Hashes:
    counts = np.zeros(TABLE, np.uint32)
    for pieces in blocks:
        counts += np.bincount(pieces.hashes % TABLE, minlength=TABLE).astype(np.uint32)
    return np.minimum(counts, np.uint32(texts))


def _sketch(blocks: Iterable[_Pieces], texts: int, counts: Hashes, total: int) -> Sketches:
    sketches = np.zeros((texts, DIMENSIONS), np.float32)
    start = 0
    for pieces in blocks:
        # Only of the pieces that are there: of the whole table it would cost more than all the rest of one text.
        rarity = np.log((1 + total) / (1 + counts[pieces.hashes % TABLE])) + 1
        weights = (1 + np.log(pieces.times)) * rarity
        weights *= np.where(pieces.hashes & 0x80000000, 1.0, -1.0)
        places = pieces.text.astype(np.int64) * DIMENSIONS + (pieces.hashes >> 16) % DIMENSIONS
        rows = sketches[start : start + pieces.texts]
        rows += np.bincount(places, weights, rows.size).reshape(rows.shape)
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        start += pieces.texts
    return sketches


def _blocks(texts: Sequence[Words]) -> Iterator[_Pieces]:
    for start in range(0, len(texts), BLOCK):
        yield _pieces(texts[start : start + BLOCK])


def _pieces(texts: Sequence[Words]) -> _Pieces:
    """The first hash of each word's pieces is the word's own; two that follow each other make a pair."""
    parts = [_word_pieces(word) for words in texts for word in words] or [np.zeros(0, np.uint32)]
    lengths = np.fromiter(map(len, parts), np.intp, len(parts))
    owner = np.repeat(np.arange(len(texts)), [len(words) for words in texts])
    joined = np.concatenate(parts)
    first = joined[(np.cumsum(lengths) - lengths)[: len(owner)]]
    follows = owner[1:] == owner[:-1]
    pairs = ((first[:-1] * PAIR) ^ (first[1:] >> 3) ^ (first[1:] << 7))[follows] * PAIR
    text = np.concatenate([np.repeat(owner, lengths[: len(owner)]), owner[1:][follows]])
    hashes = np.concatenate([joined, pairs])
    keys, times = np.unique(text.astype(np.uint64) << np.uint64(32) | hashes, return_counts=True)
    return _Pieces(
        len(texts),
        (keys >> np.uint64(32)).astype(np.int32),
        (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32),
        times.astype(np.int32),
    )


@lru_cache(maxsize=20_000)
def _word_pieces(word: str) -> Hashes:
    edged = f" {word} "
    letters = [f"c{edged[at : at + n]}" for n in (3, 4, 5) for at in range(len(edged) - n + 1)]
    return np.array(
        [zlib.crc32(piece.encode("utf-8", "replace")) for piece in (f"w{word}", *letters)], np.uint32
    )
