"""Does a source say what this sentence says? What no source supports is not proposed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from warmline.desk.shortening import SENTENCE_END
from warmline.knowledge.words import content_words, is_negated
from warmline.lib import encoder

#: A sentence and the part of a source it rests on: so near in meaning, and so many of its words there (chosen by us).
NEAR: Final = 0.5
SHARED: Final = 0.6
#: More than this share dropped, or nothing left: the draft is not to be trusted (chosen by us).
MOST_DROPPED: Final = 0.5
#: Words of courtesy say nothing that could be false.
_COURTESY: Final = frozenset(
    content_words(
        "hello hi dear thank thanks you for your message question patience sorry apologise understand please let me"
        " know happy glad help hope helps wish best regards warm kind nice lovely day anything else need further write"
        " ask of course great welcome looking forward hear from asking reaching contacting wait trouble feel free"
    )
)
_FIGURES: Final = re.compile(r"\d+(?:[.,:]\d+)*")
_DATES: Final = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:january|february|march|april|june|july|august|september"
    r"|october|november|december|today|tomorrow|tonight|noon|midnight|weekend|weekdays?|always|every|free|refund\w*"
    r"|guarantee\w*|discount\w*|promise\w*|voucher\w*)\b",
    re.IGNORECASE,
)
_SPELLED: Final = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|fifty|hundred|thousand|half|double"
    r"|third|quarter|percent)\b",
    re.IGNORECASE,
)
#: Neither links nor marks of a page belong into a draft, nor what a program might run.
_FORBIDDEN: Final = re.compile(
    r"https?:|www\.|[<>{}`]|\]\(|javascript:|\b[\w-]+\.(?:com|net|org|io|ru|info|example)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Checked:
    """text: what is supported, in the order it was written. dropped: how many sentences were not."""

    text: str
    dropped: int
    is_usable: bool


def keep_supported(draft: str, sources: Sequence[str]) -> Checked:
    parts = [part for source in sources for part in _sentences(source)]
    sentences = _sentences(draft)
    kept = [each for each in sentences if is_supported(each, parts)]
    said = [each for each in kept if not is_courtesy(each)]
    dropped = len(sentences) - len(kept)
    is_usable = bool(said) and dropped <= MOST_DROPPED * len(sentences)
    return Checked(" ".join(kept), dropped, is_usable)


def is_supported(sentence: str, parts: Sequence[str]) -> bool:
    """parts: the sentences of the sources."""
    if _FORBIDDEN.search(sentence):
        return False
    return is_courtesy(sentence) or any(_supports(each, sentence) for each in _nearest(sentence, parts))


def is_courtesy(sentence: str) -> bool:
    """Holds nothing but words of courtesy: no fact, number or day."""
    return not (_facts(sentence) or set(content_words(sentence)) - _COURTESY)


def _nearest(sentence: str, parts: Sequence[str]) -> list[str]:
    """The parts that are near in meaning, alone and with the one that follows."""
    if not parts:
        return []
    vectors, own = encoder.encode(list(parts)), encoder.encode([sentence])[0]
    near = [place for place, cosine in enumerate(vectors @ own) if cosine >= NEAR]
    return [parts[place] for place in near] + [" ".join(parts[place : place + 2]) for place in near]


def _supports(part: str, sentence: str) -> bool:
    words = set(content_words(sentence)) - _COURTESY
    own = set(content_words(part))
    if len(words & own) < SHARED * len(words) or is_negated(sentence) != is_negated(part):
        return False
    return _facts(sentence) <= _facts(part)


def _facts(text: str) -> set[str]:
    """Numbers, days and words that promise something: each must stand in the source."""
    found = (*_FIGURES.findall(text), *_DATES.findall(text), *_SPELLED.findall(text))
    return {each.lower().rstrip("s") for each in found}


def _sentences(text: str) -> list[str]:
    return [each.strip() for each in SENTENCE_END.split(text) if each.strip()]
