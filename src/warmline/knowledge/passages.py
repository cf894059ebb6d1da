"""In which pieces is the body of an article or answer searched, and how is the piece shown that fits?"""

from typing import Final

PASSAGE_WORDS: Final = 80
#: A block with no more words that ends without a mark is a heading (chosen by us).
HEADING_WORDS: Final = 6


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


def excerpt(title: str, first: str, matched: str, body: str) -> str:
    """The passage that fits, or the first one where the title did, in the lines in which it was written."""
    passage = first if matched == title else matched.removeprefix(f"{title}. ")
    blocks = [block for block in body.split("\n\n") if " ".join(block.split()) in passage]
    if len(blocks) > 1 and _is_heading(blocks[-1]):
        blocks.pop()
    return "\n".join(blocks) or passage


def _is_heading(block: str) -> bool:
    """Of the next passage, which is not shown."""
    return len(block.split()) <= HEADING_WORDS and block[-1] not in ".!?:"
