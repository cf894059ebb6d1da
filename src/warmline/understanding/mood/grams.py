"""Which pieces of words does a text have? Hashed word and letter n-grams, each with the word it comes from."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from warmline.understanding.plain import word_set

BUCKETS: Final = 1 << 17
#: Feelings stand at the beginning or the end; what lies between is left out (chosen by us, for speed).
HEAD_CHARACTERS: Final = 400
TAIL_CHARACTERS: Final = 200
NEGATION_REACH: Final = 3
LONGEST_WORD: Final = 24

_NEGATIONS: Final = word_set(
    "not no never none nothing nobody neither nor cannot without hardly barely dont doesnt didnt isnt wasnt arent "
    "werent wont wouldnt cant couldnt shouldnt hasnt havent hadnt aint"
)
_EMOTICON: Final = r"[:;=xX8][-'^o]?[)(\]\[DPpOo/\\|*3]+(?![\w])|<3+|</3|[\^>T;][_.-]+[\^<T;]"
_TOKEN: Final = re.compile(
    rf"(?P<url>https?://\S+|www\.\S+)|(?P<handle>(?<!\w)@\w+)|(?P<emoticon>(?<!\w)(?:{_EMOTICON}))"
    r"|(?P<word>[^\W_]+(?:['’][^\W_]+)*)|(?P<mark>[!?]+|\.{2,}|…)|(?P<sign>[^\w\s\x00-\x7f])"
)
_DRAWN_OUT: Final = re.compile(r"(.)\1{2,}")
_NAME_FILLERS: Final = word_set("face with sign symbol of and")


@dataclass(frozen=True)
class Grams:
    """buckets and values: the features of a text (several may share a bucket); word: which word each comes from.

    spans: where each word stands in the text.
    """

    buckets: npt.NDArray[np.int64]
    values: npt.NDArray[np.float32]
    word: npt.NDArray[np.int64]
    spans: tuple[tuple[int, int], ...]


def grams(text: str) -> Grams:
    """The features of the beginning and the end of the text; each kind of them has length one in all."""
    tokens = list(_tokens(text))
    kinds: tuple[list[tuple[int, int]], ...] = ([], [])
    reach = 0
    for number, (forms, _) in enumerate(tokens):
        negated = reach > 0
        reach = NEGATION_REACH if forms[0] in _NEGATIONS else max(0, reach - 1)
        if forms[0][0] in "!?.":
            reach = 0
        before = tokens[number - 1][0][0] if number else "<"
        words = [*forms, f"{before} {forms[0]}"]
        if negated:
            words.append(f"not~{forms[0]}")
        kinds[0].extend([(_bucket(word), number) for word in words])
        kinds[1].extend([(bucket, number) for bucket in _pieces(forms[0])])
    found = np.array(kinds[0] + kinds[1], np.int64).reshape(-1, 2)
    counts = [len(kind) for kind in kinds]
    return Grams(
        found[:, 0],
        np.repeat(np.array([1 / max(1, count) ** 0.5 for count in counts], np.float32), counts),
        found[:, 1],
        tuple(span for _, span in tokens),
    )


def _tokens(text: str) -> Iterator[tuple[list[str], tuple[int, int]]]:
    """The forms of each word, the plain one first, and where it stands."""
    for start, end in _kept(text):
        for match in _TOKEN.finditer(text, start, end):
            forms = _forms(match.lastgroup or "", match.group()[:LONGEST_WORD])
            if forms:
                yield forms, match.span()


def _kept(text: str) -> tuple[tuple[int, int], ...]:
    if len(text) <= HEAD_CHARACTERS + TAIL_CHARACTERS:
        return ((0, len(text)),)
    return (0, HEAD_CHARACTERS), (len(text) - TAIL_CHARACTERS, len(text))


def _forms(kind: str, written: str) -> list[str]:
    match kind:
        case "word":
            return _word_forms(written)
        case "mark":
            mark = written[0]
            return [mark, mark * min(len(written), 3)] if len(written) > 1 else [mark]
        case "sign":
            return _sign_forms(written)
        case "emoticon":
            return [_DRAWN_OUT.sub(r"\1", written)]
    return [f"<{kind}>"]


def _word_forms(written: str) -> list[str]:
    plain = written.lower().replace("'", "").replace("’", "")
    short = _DRAWN_OUT.sub(r"\1\1", plain)
    forms = [short]
    if short != plain:
        forms += ["<drawn out>", _DRAWN_OUT.sub(r"\1", plain)]
    if len(written) > 2 and written.isupper():
        forms.append("<capitals>")
    return forms


@lru_cache(maxsize=1024)
def _sign_forms(sign: str) -> list[str]:
    """An emoji under its own name and each word of it: "loudly crying face" is read even if it was never seen."""
    name = unicodedata.name(sign, "").lower()
    if not name or "modifier" in name or "selector" in name:
        return []
    return [f"<{name}>", *(f"<sign {word}>" for word in name.split() if word not in _NAME_FILLERS)]


@lru_cache(maxsize=8192)
def _pieces(word: str) -> tuple[int, ...]:
    bounded = f"_{word}_"
    return tuple(
        _bucket(bounded[start : start + size])
        for size in (3, 4, 5)
        for start in range(len(bounded) - size + 1)
    )


def _bucket(piece: str) -> int:
    return crc32(piece.encode("utf-8", "replace")) & (BUCKETS - 1)
