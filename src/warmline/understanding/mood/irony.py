"""Is the praise in this message none? "Great, just great, third time broken" is a complaint."""

from pathlib import Path
from typing import Final

from warmline.understanding.lexicon import load
from warmline.understanding.plain import Plain

_LEXICON: Final = load(Path(__file__).with_suffix(".toml"))


def doubt(message: Plain) -> tuple[float, tuple[str, ...]]:
    """How far praise is to be doubted, 0 to 1, and the words that say so.

    The weights are chosen by us: what is hardly ever meant counts in full; trouble named beside praise counts in part,
    since "thanks for the quick reply, it is still missing" is polite and not well pleased.
    """
    hits = _LEXICON.hits(message)
    if not hits:
        return 0.0, ()
    weight = max(hit.weight for hit in hits)
    return weight, tuple(
        dict.fromkeys(message.quote(hit.start, hit.end) for hit in hits if hit.weight == weight)
    )
