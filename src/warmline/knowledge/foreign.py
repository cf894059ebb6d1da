"""Does a question in a familiar frame ask for a thing that the knowledge never speaks of? "Do you deliver babies?" """

import re
from typing import Final

from warmline.knowledge.tidying import Vocabulary
from warmline.knowledge.words import content_words

#: What is left of the confidence of an answer to such a question (chosen by us, see docs/brain.md).
DOUBT: Final = 0.5

#: The thing asked for stands between the verb and the next word that begins something else: in "do you deliver
#: to Rathmines" that is a place, of which many are not written down, and nothing is doubted.
_FRAME: Final = re.compile(
    r"\b(?:do|does|can|could|would|will|d(?:o|id)n'?t)\s+(?:you|i|we|they|u|ye)\s+(?:guys\s+|also\s+|still\s+|even\s+)*"
    r"(?P<verb>[^\W\d_]+)\s+(?P<thing>[^.!?;,\n]+)",
    re.IGNORECASE,
)
_BEGINNINGS: Final = """to in at on for from with by before after until till during into of about as and or but
    if when while because so than near around via without within under over between online today tomorrow"""
_BORDERS: Final = frozenset(_BEGINNINGS.split())


def asks_for_foreign(text: str, words: Vocabulary) -> bool:
    """text: a tidied question. A word with a capital letter is a name, which no knowledge lists."""
    frame = _FRAME.search(text)
    if frame is None:
        return False
    thing = [frame["verb"]] if content_words(frame["verb"]) else []
    for word in frame["thing"].split():
        if word.lower() in _BORDERS:
            break
        thing.append(word)
    return any(not word[0].isupper() and not words.knows(word) for word in thing)
