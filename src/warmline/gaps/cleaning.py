"""What of a sentence may stand in an article? Nothing that belongs to one person, one order or one moment."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

#: Longer texts are cut before they are looked at; a message has at most 4,000 characters.
_MOST_CHARACTERS: Final = 4000
_END: Final = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_EMAIL: Final = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().,;!?]+")
_LINK: Final = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
#: Order, tracking, telephone, card and account numbers; prices, times, years and "500 g" are none.
_NUMBER: Final = re.compile(
    r"#\s?\w*\d|\b[A-Z]{1,4}[-–_ ]?\d{3,}\b|\b[a-z]{2,4}-\d{3,}\b|\+?\d(?:[\s()/.–-]{0,2}\d){6,}|\b\d{5,}\b"
    r"|\b[A-Z]{2}\d{2}(?:\s?\w{4}){3,}"
)
_ADDRESS: Final = re.compile(
    r"\b\d+[a-z]?,?\s+(?:[A-Z][\w'’]+\s+){1,3}(?:St(?:reet)?|Road|Rd|Lane|Ave(?:nue)?|Square|Drive|Court|Terrace|Place|Quay)\b"
    r"|\b(?:St(?:reet)?|Road|Lane|Avenue)\s+\d+\b"
)
#: Greetings, thanks, questions, what somebody did or will do for one customer: they answer nothing for the next.
_FILLERS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^\W*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|morning|afternoon|evening)\b.{0,40}$",
        r"\b(?:thank you|thanks|cheers)\b.{0,60}$",
        r"^\W*(?:you(?:'|’)?re welcome|no problem|my pleasure|of course|sure|certainly|great|perfect|lovely|ok(?:ay)?|"
        r"good question|no worries|done|got it|noted|absolutely|sorry|oh no)\b[^,]{0,25}$",
        r"\b(?:so |very |really )*sorry\b(?!.*\bbut\b)",
        r"\?\W*$",
        r"^\W*(?:yes|no|ok(?:ay)?|so|and|then)?,?\s*i(?:(?:'|’)?(?:ll|ve)| will| have| just| did| \w+ed)\b",
        r"\b(?:good question|nobody asked|had that only once|anything else|can i help|how can i|help you with)\b",
        r"\b(?:have a|enjoy your|take care|kind regards|best (?:wishes|regards)|see you|bye)\b.{0,40}$",
        r"^\W*(?:one|a|just a) (?:moment|second|sec|minute)\b|\bbear with me\b|\bhold on\b",
        r"\b(?:i(?:'|’)?ll|i will|i am going to|i(?:'|’)?m going to|let me|i can)\s+(?:just |quickly |have to )?"
        r"(?:check|ask|look|see|find out|get back|write|call|come back|think|have a look|be right|forward|pass)\b",
        r"\byou(?:'|’)?ll hear\b|\byou hear from me\b|\bi(?:'|’)?m (?:checking|looking|asking)\b",
        r"^\W*are you still there\b",
    )
)
_INTRODUCTION: Final = re.compile(
    r"^\W*(?i:(?:hi|hello|hey|dear)\b[^.!?]{0,30}?)?(?i:i am|i'm|i’m|this is|my name is|it(?:'|’)?s)?\s*{name}\b"
    r"(?:\s+(?:here|speaking|from\b[^.!?]*))?\s*[.!,]*\s*$".replace(
        "{name}", r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?"
    )
)
_GREETING: Final = re.compile(
    r"^\W*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))(?: there| again| all)?\s*,?\s*",
    re.IGNORECASE,
)
_DAYS_AND_MONTHS: Final = """monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays
    thursdays fridays saturdays sundays january february march april may june july august september october
    november december christmas easter"""
_NO_NAMES: Final = frozenset(_DAYS_AND_MONTHS.split()) | {
    "i",
    "i'm",
    "i'll",
    "i'd",
    "i've",
    "i’m",
    "i’ll",
    "i’d",
    "i’ve",
}
#: A word in capitals of at most so many letters is an abbreviation: DHL, VAT.
_CAPITALS: Final = 5


@dataclass(frozen=True)
class Known:
    """Who took part (their names, in lower case), what is the business's own, and which words its knowledge has."""

    names: frozenset[str]
    own: tuple[str, ...]
    knows: Callable[[str], bool]


@dataclass(frozen=True)
class Cleaned:
    """The sentences that may stand in an article, and how many were left out as personal."""

    sentences: tuple[str, ...]
    personal: int


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """The words of people's names, in lower case; single letters are none."""
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text) if len(word) > 1)


def clean(text: str, known: Known) -> Cleaned:
    """The sentences of a reply without greeting and address; those that speak of somebody are left out whole."""
    kept, personal = [], 0
    for raw in _END.split(text[:_MOST_CHARACTERS]):
        sentence = _without_address(raw.strip(), known)
        if len(_WORD.findall(sentence)) < 3 or is_filler(sentence):
            continue
        if is_personal(sentence, known):
            personal += 1
            continue
        kept.append(sentence)
    return Cleaned(tuple(kept), personal)


def mask(text: str, known: Known) -> str:
    """The text with "…" for addresses, numbers of a case and names; a sentence that still tells them goes whole."""
    kept = (_masked(sentence.strip(), known) for sentence in _END.split(text[:_MOST_CHARACTERS]))
    return re.sub(r"…(?:\s*…)+", "…", " ".join(filter(None, kept))).strip()


def _masked(sentence: str, known: Known) -> str:
    for pattern in (_EMAIL, _LINK, _ADDRESS, _NUMBER):
        sentence = pattern.sub("…", sentence)
    hidden = _WORD.sub(lambda word: "…" if _is_name(word, word.string, known) else word.group(), sentence)
    is_empty = "…" in hidden and not any(mark.isalnum() for mark in hidden)
    return "…" if is_empty or is_personal(hidden, known) else hidden


def is_filler(sentence: str) -> bool:
    return bool(_INTRODUCTION.match(sentence)) or any(pattern.search(sentence) for pattern in _FILLERS)


def is_personal(sentence: str, known: Known) -> bool:
    """Whether it holds an address, a number of a case, or a name that the business's knowledge does not have."""
    rest = sentence
    for own in known.own:
        rest = rest.replace(own, " ")
    if _EMAIL.search(rest) or _NUMBER.search(rest) or _ADDRESS.search(rest) or _LINK.search(rest):
        return True
    return any(_is_name(match, rest, known) for match in _WORD.finditer(rest))


def _is_name(match: re.Match[str], sentence: str, known: Known) -> bool:
    word = match.group()
    low = word.lower().removesuffix("'s").removesuffix("’s")
    if low in known.names and (word[0].isupper() or not known.knows(low)):
        return True
    if not word[0].isupper():
        return False
    if sentence.isupper():
        return False
    is_first = not _WORD.search(sentence[: match.start()])
    is_abbreviation = word.isupper() and len(word) <= _CAPITALS
    return not (is_first or is_abbreviation or low in _NO_NAMES or known.knows(low))


def _without_address(sentence: str, known: Known) -> str:
    """ "Hi Dana, we do" and "We do, Dana." without the name; names elsewhere are left for is_personal."""
    short = _GREETING.sub("", sentence, count=1)
    names = "|".join(sorted(map(re.escape, known.names), key=len, reverse=True))
    if names:
        short = re.sub(rf"^(?:(?:{names})\s*)+[,!:–-]+\s*", "", short, flags=re.IGNORECASE)
        short = re.sub(rf",\s*(?:(?:{names})\s*)+([.!?]*)$", r"\1", short, flags=re.IGNORECASE)
    short = short.strip()
    return short[:1].upper() + short[1:]
