"""What is asked for in the box? Words, "whole phrases" and filters such as from:dana or before:2026-11-01."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from warmline.search.words import words_of

#: What is longer is cut: nobody types it (chosen by us).
LONGEST = 300
MOST_TERMS = 12
FILTERS = ("from", "with", "before", "after", "is", "has", "label")
STATES = ("open", "closed", "waiting", "mine", "snoozed", "bot", "urgent")
_PART = re.compile(r'(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))', re.IGNORECASE)
_SPAN = re.compile(r"(\d{1,4})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


@dataclass(frozen=True)
class Term:
    """Words that stand one after another. is_begun: the last one may go on ("deliv" finds "delivery")."""

    words: tuple[str, ...]
    is_begun: bool = False


@dataclass(frozen=True)
class Question:
    """before and after are days in the business's time; after includes its day, before does not.

    unclear: sentences about what was not understood.
    """

    terms: tuple[Term, ...] = ()
    speaker: str = ""
    customer: str = ""
    before: date | None = None
    after: date | None = None
    states: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    unclear: tuple[str, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        return replace(self, unclear=()) == Question()

    @property
    def is_filtered(self) -> bool:
        """Is more asked for than words?"""
        return replace(self, unclear=(), terms=()) != Question()


def understand(text: str, today: date) -> Question:
    """Any text is a question; what cannot be a filter is a word."""
    question = Question()
    parts = list(_PART.finditer(text.replace("\0", "")[:LONGEST]))
    for part in parts:
        name, quoted, bare = (part[1] or "").lower(), part[2], part[3]
        if name in FILTERS and (quoted or bare):
            question = _with_filter(question, name, (quoted or bare).strip(), today)
        else:
            # Still being typed, perhaps: "deliv" may become "delivery".
            is_begun = part is parts[-1] and quoted is None
            question = _with_term(question, part[0] if quoted is None else quoted, is_begun=is_begun)
    return question


def _with_term(question: Question, text: str, *, is_begun: bool) -> Question:
    words = tuple(words_of(text))
    if not words or len(question.terms) >= MOST_TERMS:
        return question
    # One letter begins too much; it is a word of its own.
    term = Term(words[:MOST_TERMS], is_begun and len(words[-1]) > 1)
    return replace(question, terms=(*question.terms, term))


def _with_filter(question: Question, name: str, value: str, today: date) -> Question:
    match name:
        case "from":
            return replace(question, speaker=value)
        case "with":
            return replace(question, customer=value)
        case "label":
            return replace(question, labels=(*question.labels, value))
        case "has":
            return replace(question, has=(*question.has, value.lower()))
        case "is":
            return _with_state(question, value.lower())
    day = find_day(value.lower(), today)
    if day is None:
        return _unclear(
            question,
            _("“{name}:{value}” needs a day, such as {name}:{today} or {name}:7d.").format(
                name=name, value=value, today=today
            ),
        )
    return replace(question, before=day) if name == "before" else replace(question, after=day)


def _with_state(question: Question, state: str) -> Question:
    if state not in STATES:
        return _unclear(
            question,
            _("“is:{state}” is not known. Try is:{known}.").format(state=state, known=", is:".join(STATES)),
        )
    return replace(question, states=(*question.states, state))


def _unclear(question: Question, sentence: str) -> Question:
    return replace(question, unclear=(*question.unclear, sentence))


def find_day(text: str, today: date) -> date | None:
    """today, yesterday, 7d, 2w, 3m, 1y (that long ago), or a day as 2026-11-25."""
    if text in ("today", "yesterday"):
        return today - timedelta(days=text == "yesterday")
    try:
        if span := _SPAN.fullmatch(text):
            return today - timedelta(days=int(span[1]) * _DAYS[span[2]])
        return date.fromisoformat(text)
    except (ValueError, OverflowError):
        return None
