"""Which needs does a message voice by its meaning, beyond the words that the lists know?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from warmline.understanding.needs.heads import NONE, weigh
from warmline.understanding.needs.pooling import Span, pool_all
from warmline.understanding.plain import STOP, plain
from warmline.understanding.readers.language import read as read_language

#: How many clauses are weighed besides the whole, from the beginning and from the end; all chosen by us.
FIRST_CLAUSES: Final = 2
LAST_CLAUSES: Final = 2
CLAUSE_CHARACTERS: Final = 100
LEAST_WORDS: Final = 2
#: A clause taken out of a message means little by itself: it must be surer where the whole hints at nothing.
WHOLE_AT: Final = 0.3
CLAUSE_AT: Final = 0.9
#: Beyond that the whole says nothing any more, only its clauses do.
WHOLE_CHARACTERS: Final = 600
#: From here on another language is taken for certain, as in decisions/rules/language_not_covered.py.
FOREIGN_AT: Final = 0.85

#: Earlier messages of many conversations are asked about again, for how upset somebody has been so far.
REMEMBERED_TEXTS: Final = 512

_BREAKS: Final = re.compile(
    r"[.!?;\n]+|\s-\s|,\s+(?=(?:and|but|so|because|my|i|you|we|he|she)\b)", re.IGNORECASE
)


@dataclass(frozen=True)
class Opinion:
    """need: one of heads.npz; probability: that anything is needed, 0 to 1; words: the clause that says it most."""

    need: str
    probability: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Opinions:
    """heard: those sure enough, by need. highest: the probability of every need, heard or not.

    is_covered: False for what the model has not learned (no English, no words): then there is no opinion.
    """

    is_covered: bool = False
    heard: Mapping[str, Opinion] = field(default_factory=dict)
    highest: Mapping[str, float] = field(default_factory=dict)

    def strongest(self, *needs: str) -> Opinion | None:
        found = [self.heard[need] for need in needs if need in self.heard]
        return max(found, key=lambda opinion: opinion.probability, default=None)

    def sure_of_none(self, *needs: str) -> float:
        """How sure it is that none of the needs is there; 0 where there is no opinion."""
        if not self.is_covered:
            return 0.0
        return round(1.0 - min(1.0, sum(self.highest.get(need, 0.0) for need in needs)), 2)


@lru_cache(maxsize=REMEMBERED_TEXTS)
def opinions(text: str) -> Opinions:
    """The same for any reader; costs one run of the encoder, two where a message is longer than a run."""
    shown = plain(text).text.strip()
    visible = " ".join(shown.split())
    whole = (0, len(shown))
    heard: dict[str, Opinion] = {}
    highest: dict[str, float] = {}
    least = CLAUSE_AT
    spans = [span for span in _spans(shown, visible) if _is_covered(shown[slice(*span)], visible)]
    for span, features in zip(spans, pool_all(shown, spans), strict=True):
        each = weigh(features)
        for need, probability in each.by_need.items():
            highest[need] = max(highest.get(need, 0.0), probability)
        is_sure = span == whole or each.any_need >= least
        if each.need != NONE and is_sure:
            words = " ".join(shown[slice(*span)].split())[:120].strip()
            _hear(heard, Opinion(each.need, each.any_need, (words,)))
        if span == whole and each.any_need >= WHOLE_AT:
            least = 0.0
    return Opinions(bool(highest), heard, highest)


def _hear(heard: dict[str, Opinion], new: Opinion) -> None:
    """The surest wins; where the whole and its clause say the same, the clause's words are the closer ones."""
    old = heard.get(new.need)
    if old is None or new.probability >= old.probability:
        heard[new.need] = new


def _spans(shown: str, visible: str) -> list[Span]:
    """Where the whole stands, then its clauses, first and last, none twice."""
    found = [(0, len(shown))] if len(visible) <= WHOLE_CHARACTERS else []
    clauses = {shown[slice(*span)]: span for span in _clauses(shown)}
    ends = [*clauses.values()]
    if len(ends) > FIRST_CLAUSES + LAST_CLAUSES:
        ends = ends[:FIRST_CLAUSES] + ends[-LAST_CLAUSES:]
    if len(ends) > 1 or not found:
        found += ends
    return found


def _clauses(shown: str) -> Iterator[Span]:
    """Between two breaks, without the blanks around, at most CLAUSE_CHARACTERS long."""
    start = 0
    for place in (*(found.span() for found in _BREAKS.finditer(shown)), (len(shown), len(shown))):
        clause = shown[start : place[0]]
        start, first = place[1], start + len(clause) - len(clause.lstrip())
        if clause.strip():
            yield first, first + min(len(clause.strip()), CLAUSE_CHARACTERS)


def _is_covered(piece: str, whole: str) -> bool:
    """English, or too short to tell in a message that is not surely of another language."""
    if sum(word != STOP and not word.isdigit() for word in plain(piece).words) < LEAST_WORDS:
        return False
    own = _language(piece)
    return own == "en" or (own == "" and _language(whole) in ("", "en"))


@lru_cache(maxsize=256)
def _language(text: str) -> str:
    """ "en", another one that is certain, or "" where nobody can tell."""
    language = read_language(text)
    is_certain = language.value == "en" or language.confidence >= FOREIGN_AT
    return str(language.value) if is_certain else ""
