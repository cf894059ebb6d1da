"""What does a text look like as letters and words, in numbers of fixed length?

Words, pairs of words and 3 to 5 letters in a row are hashed with a sign into DIMENSIONS places (Weinberger et al.,
"Feature hashing for large scale multitask learning", 2009), each weighing as much as it is rare. So a slip of the
keyboard changes little, and a new word needs no new table.
"""

import re
import zlib
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

DIMENSIONS: Final = 512
#: Places of the table that counts in how many texts a piece stands.
TABLE: Final = 1 << 16
LONGEST_CHARACTERS: Final = 600
_WORD: Final = re.compile(r"[^\W_]+")


def count_pieces(texts: Sequence[str]) -> npt.NDArray[np.uint32]:
    """In how many of the texts each place of the table is hit; shape (TABLE,)."""
    counts = np.zeros(TABLE, np.uint32)
    for text in texts:
        counts[np.unique(_pieces(text)[0] % TABLE)] += 1
    return counts


def sketch(texts: Sequence[str], counts: npt.NDArray[np.uint32], total: int) -> npt.NDArray[np.float32]:
    """One unit vector per text, shape (len(texts), DIMENSIONS); zeros for a text without a word.

    counts, total: from count_pieces over `total` texts.
    """
    rows = np.zeros((len(texts), DIMENSIONS), np.float32)
    for row, text in zip(rows, texts, strict=True):
        hashes, times = _pieces(text)
        if len(hashes):
            rarity = np.log((1 + total) / (1 + counts[hashes % TABLE])) + 1
            signs = np.where(hashes & 0x80000000, 1.0, -1.0)
            np.add.at(row, (hashes >> 16) % DIMENSIONS, (1 + np.log(times)) * rarity * signs)
            row /= max(float(np.linalg.norm(row)), 1e-9)
    return rows


def words_of(text: str) -> list[str]:
    """Its words in lower case, without apostrophes; of a long text the beginning."""
    return _WORD.findall(text[:LONGEST_CHARACTERS].lower().replace("'", "").replace("’", ""))


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.float32]]:
    words = words_of(text)
    pieces = [f"w{word}" for word in words] + [f"b{a} {b}" for a, b in pairwise(words)]
    for word in words:
        edged = f" {word} "
        pieces += [f"c{edged[at : at + n]}" for n in (3, 4, 5) for at in range(len(edged) - n + 1)]
    counted = Counter(pieces)
    hashes = [zlib.crc32(piece.encode("utf-8", "replace")) for piece in counted]
    return np.array(hashes, np.uint32), np.array(list(counted.values()), np.float32)
