"""How stirred does the customer sound, whatever the feeling, from 0 to 1?"""

import re
from typing import Final

from warmline.conversations.turn import Line
from warmline.understanding.mood.coverage import is_covered
from warmline.understanding.mood.labels import AROUSAL, GROUP_OF
from warmline.understanding.mood.model import Mood, read_mood
from warmline.understanding.plain import plain
from warmline.understanding.reader import Reader, Sample
from warmline.understanding.reading import Signal

#: What loud writing adds of the room that is left (chosen by us).
CAPITALS_WEIGHT: Final = 0.3
MARKS_WEIGHT: Final = 0.2
DRAWN_OUT_WEIGHT: Final = 0.2
CAPITALS_SHARE: Final = 0.6
LEAST_CAPITALS: Final = 6
#: A flat message shouted is not yet stirred: loudness alone reaches this share of its weight.
LOUD_ALONE: Final = 0.5

_MARKS: Final = re.compile(r"!{2,}|[!?]{3,}")
_DRAWN_OUT: Final = re.compile(r"([a-z])\1{2,}", re.IGNORECASE)


def read(text: str, history: tuple[Line, ...] = ()) -> Signal:
    mood = read_mood(text)
    if mood.is_empty or not is_covered(text):
        return Signal(0.0, 0.0)
    stirred, loud = arousal(mood), loudness(plain(text).text)
    share = LOUD_ALONE + (1 - LOUD_ALONE) * min(1.0, 2 * stirred)
    value = 1 - (1 - stirred) * (1 - loud * share)
    strongest = max(GROUP_OF, key=lambda name: mood.emotions[name] * AROUSAL[name])
    words = mood.words[strongest] if stirred >= LOUD_ALONE / 2 else ()
    return Signal(round(value, 2), round(max(mood.sentiment.values()), 2), words)


def arousal(mood: Mood) -> float:
    """The chance that at least one stirring emotion is felt, each weighted by how much it stirs."""
    calm = 1.0
    for name, weight in AROUSAL.items():
        calm *= 1 - mood.emotions[name] * weight
    return 1 - calm


def loudness(text: str) -> float:
    """0 to 1: capitals, heaped marks and drawn-out words."""
    letters = [sign for sign in text if sign.isalpha()]
    capitals = sum(map(str.isupper, letters))
    quiet = 1.0
    if len(letters) >= LEAST_CAPITALS and capitals >= CAPITALS_SHARE * len(letters):
        quiet *= 1 - CAPITALS_WEIGHT
    if _MARKS.search(text):
        quiet *= 1 - MARKS_WEIGHT
    if _DRAWN_OUT.search(text):
        quiet *= 1 - DRAWN_OUT_WEIGHT
    return 1 - quiet


READER = Reader(
    name="intensity",
    version="1",
    read=read,
    samples=(
        Sample("I HATE this, I am furious!!!", low=0.6),
        Sample("omg I love it sooooo much!!", low=0.6),
        Sample("Do you have rye bread?", high=0.45),
        Sample("The parcel is on the table.", high=0.3),
        Sample("C'EST INADMISSIBLE, je suis furieux !!!", low=0.0, high=0.0),
        Sample("", high=0.0),
    ),
)
