"""Which emotions does the message show?"""

from warmline.conversations.turn import Line
from warmline.understanding.mood.coverage import is_covered
from warmline.understanding.mood.labels import NEUTRAL
from warmline.understanding.mood.model import read_mood
from warmline.understanding.reader import Reader, Sample
from warmline.understanding.reading import Signal

#: More would name what is hardly there (chosen by us).
MOST_EMOTIONS = 3


def read(text: str, history: tuple[Line, ...] = ()) -> Signal:
    mood = read_mood(text)
    if mood.is_empty or not is_covered(text):
        return Signal(NEUTRAL, 0.0)
    felt = mood.felt[:MOST_EMOTIONS]
    words = () if felt[0] == NEUTRAL else mood.words[felt[0]]
    return Signal("|".join(felt), round(mood.emotions[felt[0]], 2), words)


READER = Reader(
    name="emotion",
    version="1",
    read=read,
    samples=(
        Sample("Thank you so much!", "gratitude"),
        Sample("What time do you open on Sunday?", "curiosity"),
        Sample("The parcel is on the table.", "neutral"),
        Sample("Das ist ja furchtbar, die Torte war völlig zerstört", "neutral"),
        Sample("", "neutral"),
    ),
)
