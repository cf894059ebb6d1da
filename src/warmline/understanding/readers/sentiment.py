"""How well disposed does the message sound, from -1 to 1?"""

from warmline.conversations.turn import Line
from warmline.understanding.mood.coverage import is_covered
from warmline.understanding.mood.model import read_mood
from warmline.understanding.reader import Reader, Sample
from warmline.understanding.reading import Signal

_NOTHING = Signal(0.0, 0.0)


def read(text: str, history: tuple[Line, ...] = ()) -> Signal:
    mood = read_mood(text)
    if mood.is_empty or not is_covered(text):
        return _NOTHING
    likeliest = max(mood.sentiment, key=lambda name: mood.sentiment[name])
    words = () if likeliest == "neutral" else mood.words[f"sentiment:{likeliest}"]
    return Signal(round(mood.polarity, 2), round(mood.sentiment[likeliest], 2), words)


READER = Reader(
    name="sentiment",
    version="1",
    read=read,
    samples=(
        Sample("I love it, the cake was wonderful, thank you so much!", low=0.6),
        Sample("thx, works great now 😍", low=0.4),
        Sample("This is terrible, the parcel arrived broken and nobody answers", high=-0.5),
        Sample("worst service ever, I am really disappointed", high=-0.5),
        Sample("I am not happy with this at all", high=-0.2),
        Sample("😡😡", high=-0.02),
        Sample("What time do you open on Sunday?", low=-0.3, high=0.3),
        Sample("Das ist ja furchtbar, die Torte war völlig zerstört", low=0.0, high=0.0),
        Sample("", low=0.0, high=0.0),
    ),
)
