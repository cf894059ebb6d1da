"""Which of the owner's answers does the message most likely ask for?"""

from typing import Final

from warmline.conversations.turn import Line
from warmline.knowledge.index import Search
from warmline.understanding.reader import Reader, Sample
from warmline.understanding.reading import Signal

#: Less sure than this nothing is said; the bot does not ask back below it either, unless the owner wants it.
LEAST_SURE: Final = 0.2
UNCLEAR: Final = "unclear"
_LONGEST: Final = 120


def read(text: str, history: tuple[Line, ...] = ()) -> Signal:
    """Without knowledge there is nothing to answer yet."""
    return Signal("", 0.0)


def read_in(text: str, search: Search) -> Signal:
    """The entry with its probability to be right; its title, and the phrase of it that is most like the message."""
    if search.is_empty:
        return Signal("", 0.0)
    best = next(iter(search.find(text)), None)
    if best is None or best.confidence < LEAST_SURE:
        return Signal(UNCLEAR, round(1 - (best.confidence if best else 0.0), 2))
    words = dict.fromkeys(word[:_LONGEST].strip() for word in (best.title, best.matched))
    return Signal(f"{best.kind}:{best.key}", round(best.confidence, 2), tuple(word for word in words if word))


READER = Reader(
    name="intent",
    version="1",
    read=read,
    read_in=read_in,
    samples=(Sample("When do you open?", ""), Sample("", "")),
)
