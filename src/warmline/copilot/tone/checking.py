"""Does anything in this reply hurt this customer? Names it and proposes words; never stops anybody."""

import re
from collections.abc import Iterator
from typing import Final

from warmline.copilot.summary import is_promise
from warmline.copilot.tone.concern import Concern, Reader
from warmline.copilot.tone.wording import find_regrets, find_shouting, find_words, replaced
from warmline.copilot.wording import first_name
from warmline.desk.shortening import SENTENCE_END

#: More at once would be a lecture (chosen by us).
MOST: Final = 2
#: What is read of a reply; a message has at most 4,000 characters.
LONGEST: Final = 4000
SORRY: Final = "I am sorry about this."
_COMFORT: Final = re.compile(
    r"\bsorry\b|\bapolog|\bforgive\b|\bmy condolences\b|\b(?:understand|imagine|see|hear) (?:how|that|why|your)\b"
    r"|\bmust (?:be|have been|feel)\b|\bregret\b|\bentschuldig|\btut mir leid\b|\bdésolé|\bexcus|\bpardon\b"
    r"|\blo siento\b|\bdisculp",
    re.IGNORECASE,
)
_GREETING: Final = re.compile(
    r"^\W*(?i:hi|hello|hey|dear|good (?:morning|afternoon|evening))\s+([A-Z][^\W\d_]+)\b"
)
_GENDERED: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss)\b\.?(?: [A-Z][\w'’-]+)?|\b(?i:sir or madam|sir|madam|ma['’]am)\b"
)
#: Words that stand where a name would.
_NO_NAMES: Final = frozenset(
    (
        "there",
        "all",
        "everyone",
        "everybody",
        "team",
        "again",
        "friend",
        "customer",
        "mr",
        "mrs",
        "ms",
        "miss",
        "sir",
    )
)
DATED: Final = re.compile(
    r"\d|\b(?:today|tonight|tomorrow|now|soon|at once|right away|straight away|immediately|shortly|in a moment"
    r"|this (?:minute|morning|afternoon|evening|week)|next (?:week|day)|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|noon|minutes?|hours?|moment|heute|morgen|gleich|sofort|demain|aujourd.hui|mañana|hoy)\b",
    re.IGNORECASE,
)
#: Doing these needs a time; "I will be happy to" does not.
_DUE: Final = re.compile(
    r"\b(?:call|write|get back|send|let you know|come back|reply|answer|e-?mail|refund|ship|deliver|follow up"
    r"|contact|inform|update)\b",
    re.IGNORECASE,
)


def check_tone(text: str, reader: Reader) -> tuple[Concern, ...]:
    """In the order of the text, what is missing first; at most MOST."""
    text = text[:LONGEST]
    if not text.strip():
        return ()
    found = [*_missing_comfort(text, reader), *find_words(text), *find_shouting(text), *find_regrets(text)]
    found += [*_wrong_name(text, reader), *_guessed_gender(text, reader), *_undated(text)]
    return tuple(concern for _, _, concern in sorted(found, key=lambda each: each[0]))[:MOST]


Placed = Iterator[tuple[int, int, Concern]]


def _missing_comfort(text: str, reader: Reader) -> Placed:
    """Who is upset and reads no word about it feels unheard. A question of few words may come first."""
    if not reader.is_upset or reader.was_comforted or comforts(text) or len(text.split()) < 4:
        return
    greeting = re.match(r"^[^\n.!?]{0,40}[,!:]\n", text)
    at = greeting.end() if greeting else 0
    whole = f"{text[:at]}{SORRY} {text[at:]}"
    yield -1, -1, Concern("comfort", "", "They are upset, and no word is about that yet.", SORRY, whole)


def comforts(text: str) -> bool:
    """Whether it says sorry, or that somebody sees how it is."""
    return bool(_COMFORT.search(text))


def _wrong_name(text: str, reader: Reader) -> Placed:
    match = _GREETING.match(text)
    names = {each.casefold() for each in re.findall(r"[^\W\d_]+", reader.name)}
    if not match or not names or match[1].casefold() in names | _NO_NAMES or match[1] in reader.said:
        return
    name = first_name(reader.name)
    whole = text[: match.start(1)] + name + text[match.end(1) :] if name else ""
    yield *match.span(1), Concern("name", match[1], f"The customer is called {reader.name}.", name, whole)


def _guessed_gender(text: str, reader: Reader) -> Placed:
    """Unless they call themselves so."""
    for match in _GENDERED.finditer(text):
        if match[0].casefold() in f"{reader.name} {reader.said}".casefold():
            continue
        name = first_name(reader.name)
        whole = replaced(text, match.span(), name) if name else ""
        yield *match.span(), Concern("gender", match[0], "It is a guess. Their name is safe.", name, whole)


def _undated(text: str) -> Placed:
    for sentence in SENTENCE_END.split(text):
        if is_promise(sentence) and _DUE.search(sentence) and not DATED.search(sentence):
            start = text.find(sentence)
            yield (
                start,
                start,
                Concern("promise", sentence.strip(), "A promise with a day or an hour calms more."),
            )
