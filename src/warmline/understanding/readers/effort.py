"""How often had the customer to do more: to say the same again, or to choose because the bot asked back?"""

from itertools import takewhile
from typing import Final

from warmline.conversations.turn import Line
from warmline.understanding.reader import Reader, Sample
from warmline.understanding.reading import Signal
from warmline.understanding.repeats import repeats

#: How the bot marks its own lines that ask back; decisions reads the same mark.
ASKED_BACK: Final = "ask_back:"


def read(text: str, history: tuple[Line, ...] = ()) -> Signal:
    return Signal(repeats(text, history) + times_asked_back(history))


def times_asked_back(history: tuple[Line, ...]) -> int:
    """How often the bot asked "did you mean ...?" since a person last wrote."""
    since_person = takewhile(lambda line: line.kind != "person", reversed(history))
    return sum(line.answer_key.startswith(ASKED_BACK) for line in since_person)


READER = Reader(
    name="effort",
    version="3",
    read=read,
    samples=(
        Sample("Where is my sourdough order?", 0),
        Sample("Where is my sourdough order?", 1, before=("where's my sourdough order",)),
        Sample(
            "I asked where my sourdough order is!",
            2,
            before=("sourdough order??", "Where is my sourdough order"),
        ),
        Sample("where is my sourdouhg order", 1, before=("whers my sourdough order",)),
        Sample("do you bake wheat bread", 0, before=("do you bake rye bread",)),
        Sample("do you have size 9", 0, before=("do you have size 8",)),
        Sample("Do you bake rye bread?", 0, before=("Where is my sourdough order?",)),
        Sample("yes", 0, before=("yes", "yes")),
        Sample("", 0, before=("Where is my sourdough order?",)),
    ),
)
