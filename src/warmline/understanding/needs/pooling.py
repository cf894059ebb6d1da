"""What does a stretch of a text mean, in its context? The states of its tokens, from one run of the encoder."""

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

import numpy as np

from warmline.lib.encoder import DIMENSIONS, LAYERS, MAX_CHARACTERS, MAX_TOKENS, States, Vectors, states

Span: TypeAlias = tuple[int, int]

FEATURES: Final = len(LAYERS) * DIMENSIONS


def pool(found: States, span: Span) -> Vectors:
    """Mean state of the tokens in the span, layer by layer, each of length one; zeros where no token is."""
    begins, ends = found.spans[:, 0], found.spans[:, 1]
    inside = np.flatnonzero((begins >= span[0]) & (ends <= span[1]) & (ends > begins))
    # An empty text's states are all zero, no other's are.
    if not len(inside) or not found.layers[:, 0].any():
        return np.zeros(FEATURES, np.float32)
    # Tokens stand in the order of the text, so those inside follow each other.
    means = found.layers[:, inside[0] : inside[-1] + 1].mean(1)
    unit: Vectors = means / np.sqrt(np.square(means).sum(1, keepdims=True))
    return unit.reshape(-1)


def pool_all(text: str, spans: Sequence[Span]) -> Iterator[Vectors]:
    """One run for all spans; one more for those that begin behind the tokens that fit in a run."""
    found = states(text)
    is_cut = len(found.spans) >= MAX_TOKENS or len(text) > MAX_CHARACTERS
    covered = int(found.spans[:, 1].max(initial=0)) if is_cut else len(text)
    late = [span for span in spans if span[1] > covered and span != (0, len(text))]
    rest = _put_together(text, late) if late else {}
    rest_found = states(". ".join(text[slice(*span)] for span in late)) if late else found
    for span in spans:
        yield pool(rest_found, rest[span]) if span in rest else pool(found, span)


def _put_together(text: str, late: Sequence[Span]) -> dict[Span, Span]:
    """Where each late span stands once they are joined by a full stop and a blank."""
    places, start = {}, 0
    for span in late:
        length = span[1] - span[0]
        places[span] = (start, start + length)
        start += length + len(". ")
    return places
