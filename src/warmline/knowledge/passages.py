"""In which pieces is the body of an article or answer searched?"""

from typing import Final

PASSAGE_WORDS: Final = 80


def passages(body: str) -> list[str]:
    """The body in pieces of at most 80 words, cut between paragraphs where they are short enough."""
    pieces: list[list[str]] = []
    for paragraph in body.split("\n\n"):
        words = paragraph.split()
        if pieces and words and len(pieces[-1]) + len(words) <= PASSAGE_WORDS:
            pieces[-1].extend(words)
        else:
            pieces.extend(words[at : at + PASSAGE_WORDS] for at in range(0, len(words), PASSAGE_WORDS))
    return [" ".join(piece) for piece in pieces]
