"""How is a long text shown in few words? Its beginning, and always marked as cut."""

import re

#: Scripts without spaces have long "words": so many characters are allowed for each word (chosen by us).
MARKS_PER_WORD = 9
SENTENCE_END = re.compile(r"(?<=[.!?…。！？])\s+|\n+")


def shorten(text: str, words: int) -> str:
    """At most `words` words on one line; "…" marks that something was left out."""
    whole = text.split()
    cut = " ".join(whole[:words])[: words * MARKS_PER_WORD].rstrip()
    return cut if cut == " ".join(whole) else f"{cut.rstrip(',;:')}…"


def sentence_with(text: str, words: tuple[str, ...]) -> str:
    """The sentence of the text that holds one of the words; the whole text when none does."""
    sought = [word.casefold() for word in words if word]
    for sentence in SENTENCE_END.split(text):
        if any(word in sentence.casefold() for word in sought):
            return sentence.strip()
    return text.strip()
