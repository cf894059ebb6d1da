"""Is the text in a language that the model of mood has learned? Only English is."""

from functools import lru_cache
from typing import Final

from warmline.understanding.readers.language import read

#: How sure the other language must be: misspelled English is often taken for Dutch or Danish (chosen by us).
SURE: Final = 0.85


@lru_cache(maxsize=64)
def is_covered(text: str) -> bool:
    """True for English and for what is too short to tell, such as "great!!" or an emoji."""
    language = read(text)
    return language.value in ("", "en") or language.confidence < SURE
