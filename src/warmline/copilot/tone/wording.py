"""Which words of a reply may hurt, whoever reads it?"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from warmline.copilot.tone.concern import Concern

#: A word in capitals of so many letters is shouted; a shorter one may be an abbreviation (chosen by us).
SHOUTED_LETTERS: Final = 4
TAKEN_OUT: Final = "-"
_CAPITALS: Final = re.compile(r"(?:\b[A-ZÀ-Þ][A-ZÀ-Þ'’]+\b[ ,!?-]*){2,}|\b[A-ZÀ-Þ]{4,}\b")
_REGRET: Final = re.compile(
    r"\b(?:unfortunately|regrettably|sadly|i(?:'|’)m afraid|i am afraid)\b,?\s*", re.IGNORECASE
)


@dataclass(frozen=True)
class _Words:
    kind: str
    pattern: re.Pattern[str]
    instead: str
    why: str


def find_words(text: str) -> Iterator[tuple[int, int, Concern]]:
    """Begin, end and concern of each place; the first of the list that fits a place counts."""
    taken: set[int] = set()
    for words in _listed():
        for match in words.pattern.finditer(text):
            if taken.isdisjoint(range(*match.span())):
                taken.update(range(*match.span()))
                yield _found(text, match, words)


def _found(text: str, match: re.Match[str], words: _Words) -> tuple[int, int, Concern]:
    concern = Concern(words.kind, match[0].strip(), words.why, words.instead.strip(TAKEN_OUT))
    if not words.instead:
        return (*match.span(), concern)
    instead = "" if words.instead == TAKEN_OUT else words.instead
    whole = replaced(text, match.span(), instead)
    return (*match.span(), Concern(concern.kind, concern.words, concern.why, concern.instead, whole))


def find_shouting(text: str) -> Iterator[tuple[int, int, Concern]]:
    """Several words in capitals, or one long one; abbreviations of up to three letters are none."""
    for match in _CAPITALS.finditer(text):
        words = match[0].strip(" ,-")
        letters = [each for each in re.findall(r"[^\W\d_]+", words) if len(each) >= SHOUTED_LETTERS]
        if not letters or (len(letters) == 1 and words == letters[0] and not words.isascii()):
            continue
        end = match.start() + len(match[0].rstrip(" ,-"))
        calm = words.lower()
        why = "Capitals sound like shouting."
        shown = calm[:1].upper() + calm[1:] if _begins_sentence(text, match.start()) else calm
        yield (
            match.start(),
            end,
            Concern("capitals", words, why, shown, replaced(text, (match.start(), end), calm)),
        )


def find_regrets(text: str) -> Iterator[tuple[int, int, Concern]]:
    """One "unfortunately" is honest; a second one piles up."""
    for match in list(_REGRET.finditer(text))[1:]:
        why = "Said more than once, it weighs the reply down."
        yield (
            *match.span(),
            Concern("regrets", match[0].strip(" ,\n"), why, "", replaced(text, match.span(), "")),
        )


def replaced(text: str, span: tuple[int, int], instead: str) -> str:
    """The text with other words in that place; a sentence goes on beginning with a capital."""
    before, after = text[: span[0]], text[span[1] :]
    if _begins_sentence(text, span[0]):
        if instead:
            instead = instead[:1].upper() + instead[1:]
        else:
            after = after.lstrip()
            after = after[:1].upper() + after[1:]
    return before + instead + after


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" ")
    return not before or before[-1] in ".!?\n:"


@cache
def _listed() -> tuple[_Words, ...]:
    rows = tomllib.loads(Path(__file__).with_name("words.toml").read_text())["words"]
    return tuple(
        _Words(row["kind"], re.compile(row["pattern"], _flags(row["kind"])), row["instead"], row["why"])
        for row in rows
    )


def _flags(kind: str) -> re.RegexFlag:
    """Abbreviations are meant as they are written."""
    return re.NOFLAG if kind == "jargon" else re.IGNORECASE
