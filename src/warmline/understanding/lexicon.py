"""Which phrases of a word list stand in a message? No regular expressions: time grows with the length only.

A word list is a TOML file beside its reader:

    [words]                                  # names for sets of words, used as {person}
    person = "~human|~person|somebody"
    [[group]]
    name = "direct"
    weight = 0.9
    phrases = ["speak|talk to|with a|your? {person}"]

A phrase is a row of elements: `a|b` one of these words; `a|b?` may be missing; `cancel*` any word that
begins so; `~human` also with one slip of the keyboard; `..` up to three words; `<` and `>` begin and end of
a sentence (`now|>`: "now", or the sentence ends here).
Words are written without capitals, accents and apostrophes.
"""

import string
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from warmline.understanding.plain import STOP, Plain

_GAP, _BEGIN, _END = "..", "<", ">"
_GAP_WORDS: Final = 3
_KEY_LETTERS: Final = 3
#: Of each word list: so many words with the phrases that they may begin.
REMEMBERED_WORDS: Final = 2048


@dataclass(frozen=True)
class Element:
    """One place in a phrase. mark: _GAP or _BEGIN where it is no word. may_end: or the sentence ends here."""

    words: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    is_optional: bool = False
    may_end: bool = False
    mark: str = ""

    def fits(self, word: str) -> bool:
        return word in self.words or (bool(self.beginnings) and word.startswith(self.beginnings))


@dataclass(frozen=True)
class Phrase:
    group: str
    weight: float
    elements: tuple[Element, ...]


@dataclass(frozen=True)
class Hit:
    """A phrase of the group stands at words[start:end]."""

    group: str
    weight: float
    start: int
    end: int

    def overlaps(self, other: "Hit") -> bool:
        return self.start < other.end and other.start < self.end


class Lexicon:
    """The phrases of one word list, found by the beginnings of their first words, then by the words themselves."""

    def __init__(self, phrases: tuple[Phrase, ...]) -> None:
        self._by_key: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            for key in _keys(phrase):
                self._by_key[key].append(phrase)
        self._beginning_with = lru_cache(maxsize=REMEMBERED_WORDS)(self._may_begin_with)

    def hits(self, message: Plain) -> tuple[Hit, ...]:
        """Every phrase wherever it stands, in the order of the message."""
        return tuple(self._found(message.words))

    def _found(self, words: tuple[str, ...]) -> Iterator[Hit]:
        for start, word in enumerate(words):
            for phrase in self._beginning_with(word):
                end = _match(phrase.elements, 0, words, start)
                if end > start:
                    yield Hit(phrase.group, phrase.weight, start, end)

    def _may_begin_with(self, word: str) -> tuple[Phrase, ...]:
        """Most words begin nothing: remembered, since people use the same few hundred all the time."""
        likely = self._by_key.get(word[:_KEY_LETTERS], ())
        return tuple(phrase for phrase in likely if any(first.fits(word) for first in _firsts(phrase)))


@cache
def load(path: Path) -> Lexicon:
    """Reads a word list; raises ValueError with the file and the phrase that cannot be read."""
    with path.open("rb") as file:
        content = tomllib.load(file)
    names = content.get("words", {})
    try:
        return Lexicon(tuple(phrase for group in content["group"] for phrase in _phrases(group, names)))
    except (KeyError, ValueError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def _phrases(group: dict[str, Any], names: dict[str, str]) -> Iterator[Phrase]:
    for line in group["phrases"]:
        elements = tuple(_element(part) for part in line.format_map(names).split())
        yield Phrase(group["name"], float(group.get("weight", 1.0)), elements)


@cache
def _element(written: str) -> Element:
    """Shared by all phrases that write it so: one set of slips for a name that hundreds of them use."""
    if written in (_GAP, _BEGIN):
        return Element(mark=written)
    is_optional = written.endswith("?")
    alternatives = written.removesuffix("?").split("|")
    if not all(alternatives):
        raise ValueError(f"an empty word in {written!r}")
    exact: set[str] = set()
    for word in alternatives:
        if not word.endswith(("*", _END)):
            exact |= _with_slips(word[1:]) if word.startswith("~") else {word}
    beginnings = tuple(word[:-1] for word in alternatives if word.endswith("*"))
    return Element(frozenset(exact), beginnings, is_optional, _END in alternatives)


def _with_slips(word: str) -> set[str]:
    """The word and all that differ by one letter missing, added, changed or swapped with its neighbour.

    The first letter stays: people rarely miss it, and without it "human" would also be "woman"'s neighbour.
    """
    letters = string.ascii_lowercase + string.digits
    splits = [(word[:i], word[i:]) for i in range(1, len(word) + 1)]
    missing = {a + b[1:] for a, b in splits if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1}
    changed = {a + letter + b[1:] for a, b in splits if b for letter in letters}
    added = {a + letter + b for a, b in splits for letter in letters}
    return {word} | missing | swapped | changed | added


def _keys(phrase: Phrase) -> set[str]:
    """The first letters of every word with which the phrase may begin."""
    return {word[:_KEY_LETTERS] for first in _firsts(phrase) for word in (*first.words, *first.beginnings)}


def _firsts(phrase: Phrase) -> list[Element]:
    """The elements with which the phrase may begin: those that may be missing, and the first that may not."""
    firsts: list[Element] = []
    for element in phrase.elements:
        if element.mark == _BEGIN:
            continue
        if element.mark or element.may_end:
            raise ValueError("a phrase must begin with a word")
        if any(len(beginning) < _KEY_LETTERS for beginning in element.beginnings):
            raise ValueError(f"at least {_KEY_LETTERS} letters before * at the beginning of a phrase")
        firsts.append(element)
        if not element.is_optional:
            return firsts
    raise ValueError("a phrase needs a word that must be there")


def _match(elements: tuple[Element, ...], at: int, words: tuple[str, ...], place: int) -> int:
    """Where the phrase from element `at` on ends if it begins at words[place]; -1 if it does not."""
    count = len(words)
    for number in range(at, len(elements)):
        element = elements[number]
        if element.mark:
            return _match_mark(elements, number, words, place)
        is_there = place < count and element.fits(words[place])
        if element.is_optional or element.may_end:
            return _match_or_skip(elements, number, words, place, is_there)
        if not is_there:
            return -1
        place += 1
    return place


def _match_or_skip(
    elements: tuple[Element, ...], at: int, words: tuple[str, ...], place: int, is_there: bool
) -> int:
    """The same where element `at` may be missing, or the sentence may end instead."""
    if is_there:
        end = _match(elements, at + 1, words, place + 1)
        if end >= 0:
            return end
    if elements[at].is_optional or _is_end(words, place):
        return _match(elements, at + 1, words, place)
    return -1


def _is_end(words: tuple[str, ...], place: int) -> bool:
    return place == len(words) or words[place] == STOP


def _match_mark(elements: tuple[Element, ...], at: int, words: tuple[str, ...], place: int) -> int:
    if elements[at].mark == _BEGIN:
        is_begin = place == 0 or words[place - 1] == STOP
        return _match(elements, at + 1, words, place) if is_begin else -1
    for skipped in range(_GAP_WORDS + 1):
        end = _match(elements, at + 1, words, place + skipped)
        if end >= 0:
            return end
        if _is_end(words, place + skipped):
            break
    return -1
