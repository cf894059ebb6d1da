"""What does a message say once the tricks of writing are undone: as words, in order, of a bounded length?"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

#: A plea stands at the beginning or at the end; what lies between is left out (chosen by us).
HEAD_CHARACTERS: Final = 3000
TAIL_CHARACTERS: Final = 1000

#: Ends a phrase: no phrase reaches across it.
STOP: Final = "."

# Controls, zero-width characters, marks of direction, variation selectors, tags and piled-up accents.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_SPACED_LETTERS: Final = re.compile(r"(?<!\w)(?:[^\W\d_][ .*_\-]){3,}[^\W\d_](?!\w)")
_SEPARATORS: Final = re.compile(r"[ .*_\-]")
_TOKEN: Final = re.compile(r"[^\W_]+(?:['’´`][^\W_]+)*|[.!?;:\n]+")
_DRAWN_OUT: Final = re.compile(r"([a-z])\1{2,}")
_APOSTROPHES: Final = str.maketrans("", "", "'’´`")
_ENDS: Final = ".!?;:\n"
_LOOKALIKES: Final = str.maketrans(
    "аеорсухіјѕһԁԛԝвкмнтαεικνορτυχ",
    "aeopcyxijshdqwbkmhtaeikvoptux",
)


@dataclass(frozen=True)
class Plain:
    """A message as readers see it.

    text: what is visible, case kept. words: lower case, without accents and apostrophes, with STOP between
    sentences. spans: where each word stands in text.
    """

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    def quote(self, start: int, end: int) -> str:
        """The words from start up to end as they were written."""
        return " ".join(self.text[self.spans[start][0] : self.spans[end - 1][1]].split())[:120]


@lru_cache(maxsize=64)
def plain(text: str) -> Plain:
    """The same for any reader; costs no more for a megabyte than for a page."""
    visible = _undo_spacing(_visible(_cut(text)))
    tokens = list(_TOKEN.finditer(visible))
    return Plain(visible, tuple(_word(t.group()) for t in tokens), tuple(t.span() for t in tokens))


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """One word without case, accents, apostrophes, lookalikes from another alphabet and drawn-out letters."""
    word = word.translate(_APOSTROPHES).casefold()
    if not word.isascii():
        if any("a" <= letter <= "z" for letter in word):
            word = word.translate(_LOOKALIKES)
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return _DRAWN_OUT.sub(r"\1", word)


def word_set(words: str) -> frozenset[str]:
    """The words of a list written in one string, parted by blanks."""
    return frozenset(words.split())


def _cut(text: str) -> str:
    if len(text) <= HEAD_CHARACTERS + TAIL_CHARACTERS:
        return text
    return f"{text[:HEAD_CHARACTERS]}\n{text[-TAIL_CHARACTERS:]}"


def _visible(text: str) -> str:
    if not text.isascii():
        # One sign may become eighteen, so it is cut again.
        text = _cut(unicodedata.normalize("NFKC", text))
    return _INVISIBLE.sub("", text)


def _undo_spacing(text: str) -> str:
    return _SPACED_LETTERS.sub(lambda spaced: _SEPARATORS.sub("", spaced.group()), text)


def _word(token: str) -> str:
    return STOP if token[0] in _ENDS else fold(token)
