"""Which words of a text carry its content? Splitting, stems and stop words of English, small on purpose."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Addresses and numbers name one case, not a topic: "where is order 73220134" asks "where is my order".
_NAMES_OF_CASES: Final = re.compile(r"https?://\S+|\S+@\S+|\S*\d\S*")
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NO: Final = """not no never without cannot cant dont doesnt didnt wont isnt arent wasnt nor none"""
_NEGATIONS: Final = frozenset(_NO.split())
_COMMON: Final = """
    a about actually after again all also am an and any anybody anyone anything are as at be because
    been before being but by can could did do does doing done due each else even ever every
    everything few for from further get gets getting give given go going gonna got had has have
    having he hello help her here hers hey hi him his how i if im in into is it its ive just kindly
    know let like look looking lot lots make many may maybe me might mine more most much must my
    myself need needed needs now of off ok okay on once one only or other our ours out over own
    please quite rather really regarding right same see shall she should so some somebody someone
    something still such sure take tell than thank thanks that thats the their them then there these
    they thing things this those through to too try trying u under until up upon ur us very via
    wanna want wanted wants was way we well were what whats when where wheres which while who whom
    whose why will wish with wondering would yes yet you your yours
"""
_STOP_WORDS: Final = frozenset(_COMMON.split())


def content_words(text: str) -> list[str]:
    """Stems of the words that carry content, in order, with repeats."""
    plain = _NAMES_OF_CASES.sub(" ", _fold(text))
    words = (word.replace("'", "").replace("’", "").removesuffix("s's") for word in _WORD.findall(plain))
    return [stem(word) for word in words if word not in _STOP_WORDS and word not in _NEGATIONS]


def is_negated(text: str) -> bool:
    """Whether the text says not, no, never, without or a short form of them."""
    plain = _fold(text)
    return "n't" in plain or "n’t" in plain or not _NEGATIONS.isdisjoint(_WORD.findall(plain))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """One form for plural, past and -ing of an English word: deliveries, delivery, delivered -> deliver."""
    if len(word) < 4 or not word.isascii():
        return word
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if word.endswith(ending) and not word.endswith(("ss", "us", "is")):
            word = word[: -len(ending)] + instead
            break
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) > 2 and re.search("[aeiouy]", root):
            word = root[:-1] if root[-1] == root[-2] and root[-1] not in "ls" else root
            break
    return word[:-1] if len(word) > 4 and word[-1] in "ey" else word


def _fold(text: str) -> str:
    """Lower case without accents."""
    lower = text.lower()
    if lower.isascii():
        return lower
    decomposed = unicodedata.normalize("NFKD", lower)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))
