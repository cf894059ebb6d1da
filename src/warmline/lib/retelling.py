"""What does a sentence that was kept in English say in the language of the page?

Reasons, tasks and notes of what happened are kept as they were first said, so that what is stored stays comparable and
the same for everybody. The catalogue holds those with gaps under the context "kept" (see scripts/kept.py).
"""

import re
from functools import cache
from typing import Final

from django.utils.translation import get_language, gettext
from django.utils.translation.trans_real import catalog

from warmline.lib.languages import ENGLISH

#: The context of a kept sentence with gaps, as gettext parts it from the sentence.
KEPT: Final = "kept\x04"
_GAP: Final = re.compile(r"{(\w+)}")
_SENTENCES: Final = re.compile(r"((?<=[.!?])\s+(?=[^\W\d_]|“)(?![^“]*”))")
_SEMICOLONS: Final = re.compile(r"((?:;| →)\s+|(?<=”): |(?<=”) (?=\())(?![^“]*”)")
_COMMAS: Final = re.compile(r"(, |\s(?=\())(?![^“]*”)")
#: A sentence of fewer letters than this fits only beside gaps that hold no sentence themselves (chosen by us).
_SHORT: Final = 14
_EDGES: Final = re.compile(r"([\s,;:()]*)(.*?)([\s,;:().]*)", re.DOTALL)
_EVIDENCE: Final = re.compile(r"([^{}]+?)\s?: {\w+}\.")
_PERCENT: Final = re.compile(r"(\d+)%")
#: Gaps that hold somebody's own words.
_OWN: Final = frozenset(
    {"title", "name", "name2", "customer", "person", "who", "by", "source", "text", "words", "comment"}
)
_QUOTED: Final = ("“", "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}")


def retell(kept: str) -> str:
    """What is not in the catalogue, such as what somebody wrote, stays as it is."""
    language = get_language() or ENGLISH
    if not kept or language.startswith(ENGLISH):
        return kept
    return _PERCENT.sub("\\1\N{NO-BREAK SPACE}%", _in_pieces(kept, language))


def _in_pieces(kept: str, language: str) -> str:
    """As a whole if it is known so; else sentence by sentence, then by semicolons, arrows and commas."""
    if (told := _retell(kept, language)) is not None:
        return told
    for parts in (_SENTENCES, _SEMICOLONS, _COMMAS):
        pieces = parts.split(kept)
        if len(pieces) > 1:
            return "".join(each if parts.fullmatch(each) else _in_pieces(each, language) for each in pieces)
    return kept


def _retell(kept: str, language: str) -> str | None:
    """None for what is not known; what stands at its edges, such as brackets, is put back."""
    if (told := _told(kept, language)) is not None:
        return told
    before, middle, after = _EDGES.fullmatch(kept).groups()  # type: ignore[union-attr]
    told = _told(middle, language) if middle and middle != kept else None
    return None if told is None else f"{before}{told}{after}"


def _told(kept: str, language: str) -> str | None:
    said = gettext(kept)
    if said != kept:
        return said
    for pattern, free, translated in _with_gaps(language):
        if found := pattern.fullmatch(kept):
            values = found.groupdict()
            return translated.format(
                **{
                    name: _in_pieces(text, language) if name in free and text else text
                    for name, text in values.items()
                }
            )
    return None


@cache
def _with_gaps(language: str) -> list[tuple[re.Pattern[str], frozenset[str], str]]:
    """(how it reads, the gaps that may hold words of ours, the translation), the longest first.

    What stands in quotation marks is somebody's own and never translated.
    """
    known = ((str(key), str(told)) for key, told in catalog()._catalog.items())  # type: ignore[attr-defined]
    kept = [(key.removeprefix(KEPT), told) for key, told in known if key.startswith(KEPT)]
    # "The customer is upset: “again”." is also told without its evidence.
    kept += [
        (f"{bare[1]}.", f"{told_bare[1]}.")
        for sentence, told in kept
        if (bare := _EVIDENCE.fullmatch(sentence)) and (told_bare := _EVIDENCE.fullmatch(told))
    ]
    kept.sort(key=lambda pair: -len(_GAP.sub("", pair[0])))
    return [(_pattern(sentence), _free(sentence), told) for sentence, told in kept]


def _pattern(sentence: str) -> re.Pattern[str]:
    pieces = _GAP.split(sentence)
    seen: set[str] = set()
    gap = r"[^.!?;]{0,60}?" if len(_GAP.sub("", sentence)) < _SHORT else r".*?"
    written = ""
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            written += re.escape(piece)
        else:
            free = ".*?" if piece in _OWN else gap
            written += f"(?P={piece})" if piece in seen else f"(?P<{piece}>{free})"
            seen.add(piece)
    return re.compile(written, re.DOTALL)


def _free(sentence: str) -> frozenset[str]:
    return frozenset(
        found[1]
        for found in _GAP.finditer(sentence)
        if found[1] not in _OWN and not sentence[: found.start()].endswith(_QUOTED)
    )
