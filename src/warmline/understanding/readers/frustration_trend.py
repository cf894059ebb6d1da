"""Does the customer grow more upset, or calmer, since the line before?"""

from typing import Final

from warmline.conversations.turn import Line
from warmline.understanding.reader import Reader, Sample
from warmline.understanding.readers.frustration import read as read_frustration
from warmline.understanding.reading import Signal

CUSTOMER: Final = "customer"


def read(text: str, history: tuple[Line, ...] = ()) -> Signal:
    """-1 to 1: frustration now minus frustration at the customer's line before; 0 at their first line."""
    places = [place for place, line in enumerate(history) if line.kind == CUSTOMER]
    if not places:
        return Signal(0.0, 0.0)
    last = history[places[-1]]
    now = read_frustration(text, history)
    before = read_frustration(last.text, history[: places[-1]])
    return Signal(round(now.value - before.value, 2), min(now.confidence, before.confidence), now.words)


READER = Reader(
    name="frustration_trend",
    version="1",
    read=read,
    samples=(
        Sample("This is ridiculous, I am furious!", low=0.4, before=("Where is my order?",)),
        Sample("where is my order", low=0.1, before=("where is my order",)),
        Sample("ok, and when do you open?", high=-0.2, before=("This is ridiculous, I am furious!",)),
        Sample("This is ridiculous", 0.0),
        Sample("Do you have rye bread?", 0.0, before=("Where are you?",)),
        Sample("", 0.0),
    ),
)
