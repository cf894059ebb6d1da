"""Does any of the owner's answers fit the message at all?"""

from warmline.conversations.turn import Line
from warmline.knowledge.index import Found, Search
from warmline.understanding.reader import Reader, Sample
from warmline.understanding.readers import act
from warmline.understanding.reading import Signal

IN, OUT = "in", "out"


def read(text: str, history: tuple[Line, ...] = ()) -> Signal:
    """Without knowledge nothing is said."""
    return Signal("", 0.0)


def read_in(text: str, search: Search) -> Signal:
    """In or out of scope, with the probability of that; nothing of a message that asks nothing."""
    if search.is_empty:
        return Signal("", 0.0)
    chance = chance_of_any(search.find(text))
    if chance >= 0.5:
        return Signal(IN, round(chance, 2))
    if act.read(text).value != "question":
        return Signal("", 0.0)
    return Signal(OUT, round(1 - chance, 2))


def chance_of_any(found: tuple[Found, ...]) -> float:
    """Probability, 0 to 1, that one of the entries is right; an answer and the article it rests on are one matter."""
    surest: dict[str, float] = {}
    for each in found:
        matter = each.url or f"{each.kind}:{each.key}"
        surest[matter] = max(surest.get(matter, 0.0), each.confidence)
    return min(1.0, sum(surest.values()))


READER = Reader(
    name="scope",
    version="1",
    read=read,
    read_in=read_in,
    samples=(Sample("When do you open?", ""), Sample("", "")),
)
