"""Is a kind reading of this message mistaken? "Great, just great, third time broken" is a complaint."""

from pathlib import Path
from typing import Final

from warmline.understanding.lexicon import load
from warmline.understanding.plain import Plain

#: Which groups of words speak against which sentiment.
_DOUBTED: Final = {"positive": ("said", "trouble", "complaint"), "neutral": ("complaint",)}
_LEXICON: Final = load(Path(__file__).with_suffix(".toml"))


def doubt(message: Plain, likeliest: str) -> tuple[float, tuple[str, ...]]:
    """How far the likeliest sentiment is to be doubted as too kind, 0 to 1, and the words that say so.

    Trouble told calmly ("I have been charged twice") is doubted as neutral, too. The weights are chosen by us: what is
    hardly ever meant counts in full; trouble counts in part, since "thanks for the quick reply, it is still missing" is
    polite and not well pleased.
    """
    groups = _DOUBTED.get(likeliest, ())
    hits = [hit for hit in _LEXICON.hits(message) if hit.group in groups]
    weight = max((hit.weight for hit in hits), default=0.0)
    return weight, tuple(
        dict.fromkeys(message.quote(hit.start, hit.end) for hit in hits if hit.weight == weight)
    )
