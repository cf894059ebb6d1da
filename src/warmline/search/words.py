"""What is a word, for the index and for the eye? The same as SQLite's tokenizer unicode61 takes for one."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

#: Signs that stand on the letter before them, such as an accent.
_ACCENTS = "\u0300-\u036f"
_WORD = re.compile(r"[^\W_]+")
_WORD_IN_TEXT = re.compile(rf"[^\W_](?:[^\W_]|[{_ACCENTS}])*")
_ACCENT = re.compile(rf"[{_ACCENTS}]+")


@dataclass(frozen=True)
class Word:
    """A word of a text, folded, with its place: text[start:end]."""

    folded: str
    start: int
    end: int


def fold(text: str) -> str:
    """Small letters without accents; what is one letter to its readers (Hangul, Kana) stays one."""
    if text.isascii():
        return text.lower()
    bare = _ACCENT.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", bare).lower()


def words_of(text: str) -> list[str]:
    """Runs of letters and digits."""
    return _WORD.findall(fold(text))


def find_words(text: str) -> Iterator[Word]:
    """The same with their places."""
    for found in _WORD_IN_TEXT.finditer(text):
        yield Word(fold(found[0]), found.start(), found.end())


def find_place(words: list[str], sought: tuple[str, ...], *, is_begun: bool = False) -> int:
    """Where these words stand one after another; -1 if they do not. is_begun: of the last, the beginning is enough."""
    head, last = list(sought[:-1]), sought[-1]
    for place in range(len(words) - len(head)):
        end = words[place + len(head)]
        is_end = end.startswith(last) if is_begun else end == last
        if is_end and words[place : place + len(head)] == head:
            return place
    return -1
