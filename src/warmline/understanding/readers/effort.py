"""How often has the customer repeated or rephrased the same wish?"""

from warmline.conversations.turn import Line
from warmline.understanding.reader import Reader, Sample
from warmline.understanding.reading import Signal
from warmline.understanding.repeats import repeats


def read(text: str, history: tuple[Line, ...] = ()) -> Signal:
    return Signal(repeats(text, history))


READER = Reader(
    name="effort",
    version="2",
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
