"""How sure is a hit? Evidence about it, mapped to the probability that it answers the question."""

import json
import math
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Final

FITTED: Final = Path(__file__).with_name("confidence.json")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against one hit; shares are 0 to 1 and weigh rare words more."""

    #: Best cosine of the question with a text of the entry, and what of it lies above 0.6 and above 0.8.
    cosine: float
    cosine_above_60: float
    cosine_above_80: float
    #: Mean of the three best cosines of the entry.
    support: float
    #: Best cosine less that of the best rival; negative where a rival is nearer.
    margin: float
    #: What the margin lacks to 0.1.
    contested: float
    #: BM25 as share of the most it could be for this question, and its lead over the best rival.
    lexical: float
    lexical_margin: float
    #: Share of the question's content words that the entry has, and that no entry has.
    covered: float
    unknown: float
    #: Share of the best matching text's content words that the question has.
    answered: float
    #: Whether only one of question and best matching text says "not".
    negation: float
    #: Whether the best match is a passage of a body and not a phrase or title.
    passage: float
    #: Logarithms of one plus: texts of the entry, entries in the index, content words of the question.
    texts: float
    entries: float
    length: float
    #: The ear's score of the entry (about 1 for the one asked for), what of it lies above 0.7, its lead over the best
    #: rival's score and what that lacks to 0.15; all 0 for an entry that the ear does not know.
    heard: float = 0.0
    heard_above_70: float = 0.0
    heard_lead: float = 0.0
    heard_contested: float = 0.0
    #: Whether the ear does not know the entry, and then the best rival's score.
    unheard: float = 1.0
    unheard_rival: float = 0.0


#: Evidence as a tuple, in the order of its fields; dataclasses.astuple would copy each number deeply.
_values: Final = attrgetter(*(field.name for field in fields(Evidence)))


@dataclass(frozen=True, slots=True)
class Fitted:
    """The logistic map, and the thresholds suggested with it."""

    intercept: float
    coefficients: tuple[float, ...]
    answer_at: float
    ask_at: float


def confidence(evidence: Evidence) -> float:
    """Probability, 0 to 1, that the hit answers the question and the question is in scope."""
    fitted = load()
    total = fitted.intercept + sum(w * v for w, v in zip(fitted.coefficients, _values(evidence), strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def load() -> Fitted:
    stored = json.loads(FITTED.read_text(encoding="utf-8"))
    return Fitted(
        intercept=stored["intercept"],
        coefficients=tuple(stored["coefficients"][field.name] for field in fields(Evidence)),
        answer_at=stored["thresholds"]["answer_at"],
        ask_at=stored["thresholds"]["ask_at"],
    )
