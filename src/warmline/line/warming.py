"""What must be loaded before the first customer comes? The first answer is to be as quick as all others."""

from warmline.bot.proposing import answerers
from warmline.knowledge.index import find
from warmline.lib.memory import give_back
from warmline.replies.checking import guards
from warmline.understanding.reading_messages import read

#: Long enough for the reader of languages, and without the small English words that spare it its model.
SAMPLE = "Good morning! Opening hours Sunday? Nearest parking?"


def warm_up() -> None:
    """Loads the encoder, the index and every part; a part that is none stops the start here."""
    answerers()
    guards()
    read(SAMPLE)
    find(SAMPLE)
    give_back()
