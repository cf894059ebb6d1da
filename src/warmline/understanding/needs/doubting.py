"""Is a keyword of the lists a need, or only a word that needs are told with? "Police museum tickets" is none."""

from typing import Final

from warmline.understanding.lexicon import Hit
from warmline.understanding.needs.opinions import opinions
from warmline.understanding.plain import STOP, Plain
from warmline.understanding.readers.language import read as read_language

#: A phrase of more words says by its order what is meant: "the right dose" stays a matter of health (chosen by us).
KEYWORD_WORDS: Final = 1
#: In a message with fewer other words the keyword may be all that somebody could write (chosen by us).
LEAST_OTHER_WORDS: Final = 2
#: Below this chance of any need at all, the message as a whole contradicts a keyword in it; see docs/brain.md.
SURELY_NONE: Final = 0.03


def is_mere_word(text: str, message: Plain, hit: Hit) -> bool:
    """Only where the heads have an opinion: in English, and not in a message that is little but the keyword."""
    length = hit.end - hit.start
    others = sum(word != STOP for word in message.words) - length
    if length > KEYWORD_WORDS or others < LEAST_OTHER_WORDS:
        return False
    found = opinions(text)
    return (
        found.is_covered
        and sum(found.highest.values()) < SURELY_NONE
        and read_language(text).value in ("en", "")
    )
