"""Which part of a text is worth showing, and which words of it were looked for?"""

from dataclasses import dataclass

from warmline.search.asking import Term
from warmline.search.words import find_words

#: So many characters of a text are shown, a third of them before the first word that was looked for.
SHOWN = 180


@dataclass(frozen=True)
class Piece:
    text: str
    is_found: bool = False


def show(text: str, terms: tuple[Term, ...]) -> tuple[Piece, ...]:
    """The part around the first match, on one line, cut into what was looked for and what was not."""
    found = [word for word in find_words(text) if _is_sought(word.folded, terms)]
    start, end = _window(text, found[0].start if found else 0)
    pieces, place = [], start
    for word in found:
        if word.start < place or word.end > end:
            continue
        pieces += [Piece(text[place : word.start]), Piece(text[word.start : word.end], True)]
        place = word.end
    pieces.append(Piece(text[place:end]))
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return tuple(piece for piece in (Piece(before), *pieces, Piece(after)) if piece.text)


def _is_sought(word: str, terms: tuple[Term, ...]) -> bool:
    return any(word in term.words or (term.is_begun and word.startswith(term.words[-1])) for term in terms)


def _window(text: str, first: int) -> tuple[int, int]:
    """Begins and ends between words where there are spaces."""
    if len(text) <= SHOWN:
        return 0, len(text)
    start = max(0, first - SHOWN // 3)
    if start:
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    end = min(len(text), start + SHOWN)
    space = text.rfind(" ", first, end) if end < len(text) else -1
    return start, space if space > first else end
