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
from functools import cache
from pathlib import Path
from typing import Any, Final

from warmline.understanding.plain import STOP, Plain

_GAP, _BEGIN, _END = "..", "<", ">"
_GAP_WORDS: Final = 3
_KEY_LETTERS: Final = 3


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
    """The phrases of one word list, found by the beginnings of their first words."""

    def __init__(self, phrases: tuple[Phrase, ...]) -> None:
        self._by_key: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            for key in _keys(phrase):
                self._by_key[key].append(phrase)

    def hits(self, message: Plain) -> tuple[Hit, ...]:
        """Every phrase wherever it stands, in the order of the message."""
        return tuple(self._found(message.words))

    def _found(self, words: tuple[str, ...]) -> Iterator[Hit]:
        for start, word in enumerate(words):
            for phrase in self._by_key.get(word[:_KEY_LETTERS], ()):
                end = _match(phrase.elements, 0, words, start)
                if end > start:
                    yield Hit(phrase.group, phrase.weight, start, end)


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
    keys: set[str] = set()
    for element in phrase.elements:
        if element.mark == _BEGIN:
            continue
        if element.mark or element.may_end:
            raise ValueError("a phrase must begin with a word")
        if any(len(beginning) < _KEY_LETTERS for beginning in element.beginnings):
            raise ValueError(f"at least {_KEY_LETTERS} letters before * at the beginning of a phrase")
        keys |= {word[:_KEY_LETTERS] for word in (*element.words, *element.beginnings)}
        if not element.is_optional:
            return keys
    raise ValueError("a phrase needs a word that must be there")


def _match(elements: tuple[Element, ...], at: int, words: tuple[str, ...], place: int) -> int:
    """Where the phrase from element `at` on ends if it begins at words[place]; -1 if it does not."""
    if at == len(elements):
        return place
    element = elements[at]
    if element.mark:
        return _match_mark(elements, at, words, place)
    if place < len(words) and element.fits(words[place]):
        end = _match(elements, at + 1, words, place + 1)
        if end >= 0:
            return end
    if element.is_optional or (element.may_end and _is_end(words, place)):
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
