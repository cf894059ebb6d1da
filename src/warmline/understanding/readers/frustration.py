"""How upset is the customer, over the conversation so far?"""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

from warmline.conversations.turn import Line
from warmline.understanding.lexicon import Hit, load
from warmline.understanding.needs.opinions import opinions
from warmline.understanding.plain import STOP, Plain, plain, word_set
from warmline.understanding.reader import Reader, Sample
from warmline.understanding.reading import Signal
from warmline.understanding.repeats import own_lines, repeats

#: Every weight here and in frustration.toml is chosen by us, see docs/decisions/0004-first-rules.md.
FADES: Final = 0.5  # what an earlier message still counts, for each message since
REPEAT_WEIGHT: Final = 0.3
CAPITALS_WEIGHT: Final = 0.35
SHOUTED_WORD_WEIGHT: Final = 0.15
MARKS_WEIGHT: Final = 0.2
CAPITALS_SHARE: Final = 0.7
#: What sounds upset by its meaning ("you ruined her birthday"), times its probability, if that is at least MEANT_AT.
MEANT_WEIGHT: Final = 0.6
MEANT_AT: Final = 0.5
#: Below this much in words, the meaning is asked as well.
WORDS_ENOUGH: Final = 0.4
FACES: Final = {"🙄": 0.35, "😒": 0.3, "😠": 0.45, "😤": 0.4, "😡": 0.5, "🤬": 0.6, "🖕": 0.6}
#: Who was upset before and now writes three words where it was eight is not calmer.
TERSE_WEIGHT: Final = 0.15
TERSE_WORDS, EARLIER_WORDS, UPSET_BEFORE = 3, 8, 0.3
LINES_REMEMBERED: Final = 6
#: Each line is asked about again with the next ones of its conversation.
LINES_KEPT: Final = 512

_MARKS: Final = re.compile(r"[!?]{3,}|!{2}|[?]{2}|!\?|\?!")
_SHOUTED: Final = word_set(
    "STILL NOT AGAIN NEVER VERY WHY HOURS DAYS WEEKS NOW NOTHING NOBODY WHERE ENOUGH STOP"
)
_LEXICON = load(Path(__file__).with_suffix(".toml"))


def read(text: str, history: tuple[Line, ...] = ()) -> Signal:
    own, words = _upset(text)
    repeated = repeats(text, history)
    earlier = [_upset(line.text)[0] for line in own_lines(history)[-LINES_REMEMBERED:]]
    carried = [value * FADES**age for age, value in enumerate(reversed(earlier), start=1)]
    more = [REPEAT_WEIGHT] * min(repeated, 3) + _terse(text, history, max(earlier, default=0.0))
    return Signal(round(_together([own, *carried, *more]), 2), 0.8, words)


@lru_cache(maxsize=LINES_KEPT)
def _upset(text: str) -> tuple[float, tuple[str, ...]]:
    """How upset one message sounds by itself, and the words it rests on, strongest first."""
    message = plain(text)
    hits = _LEXICON.hits(message)
    harmless = [hit for hit in hits if hit.group == "harmless"]
    kind = any(hit.group == "kind" for hit in hits)
    felt = [
        hit
        for hit in hits
        if hit.group not in ("harmless", "kind") and not any(hit.overlaps(other) for other in harmless)
    ]
    strongest = _apart(felt)
    loud = [] if kind and not strongest else _loudness(message)
    found = [(hit.weight, message.quote(hit.start, hit.end)) for hit in strongest] + loud + _faces(text)
    if not harmless and _together(weight for weight, _ in found) < WORDS_ENOUGH:
        found += _meant(text)
    return _together(weight for weight, _ in found), tuple(
        dict.fromkeys(words for _, words in found if words)
    )[:5]


def _apart(hits: list[Hit]) -> list[Hit]:
    """The strongest hits of which no two share a word: nothing is counted twice."""
    chosen: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (-hit.weight, hit.start - hit.end)):
        if not any(hit.overlaps(other) for other in chosen):
            chosen.append(hit)
    return chosen


def _loudness(message: Plain) -> list[tuple[float, str]]:
    """Capitals and heaped marks, with the words they were seen in."""
    found: list[tuple[float, str]] = []
    letters = sum(map(str.isalpha, message.text))
    written = [
        message.text[a:b] for (a, b), word in zip(message.spans, message.words, strict=True) if word != STOP
    ]
    if (
        letters >= 10
        and len(written) >= 3
        and sum(map(str.isupper, message.text)) >= CAPITALS_SHARE * letters
    ):
        found.append((CAPITALS_WEIGHT, ""))
    else:
        found += [(SHOUTED_WORD_WEIGHT, word) for word in written if word in _SHOUTED][:2]
    marks = _MARKS.search(message.text)
    if marks:
        found.append((MARKS_WEIGHT, marks.group()[:5]))
    return found


def _faces(text: str) -> list[tuple[float, str]]:
    """The angriest face; ten of them are not angrier than one."""
    return sorted(((weight, face) for face, weight in FACES.items() if face in text), reverse=True)[:1]


def _meant(text: str) -> list[tuple[float, str]]:
    found = opinions(text)
    probability = found.highest.get("frustration", 0.0)
    if probability < MEANT_AT:
        return []
    heard = found.strongest("frustration")
    return [(MEANT_WEIGHT * probability, heard.words[0] if heard else "")]


def _terse(text: str, history: tuple[Line, ...], before: float) -> list[float]:
    """Lines that grow short after an upset one; a "yes" or "thanks" is short by nature."""
    lengths = [_count_words(line.text) for line in own_lines(history)[-LINES_REMEMBERED:]]
    if before < UPSET_BEFORE or not lengths or sum(lengths) < EARLIER_WORDS * len(lengths):
        return []
    is_kind = any(hit.group == "kind" for hit in _LEXICON.hits(plain(text)))
    return [TERSE_WEIGHT] if 0 < _count_words(text) <= TERSE_WORDS and not is_kind else []


def _count_words(text: str) -> int:
    return sum(word != STOP for word in plain(text).words)


def _together(weights: Iterable[float]) -> float:
    """Each weight takes its share of what the others left, so that the sum stays below 1."""
    calm = 1.0
    for weight in weights:
        calm *= 1.0 - weight
    return 1.0 - calm


READER = Reader(
    name="frustration",
    version="3",
    read=read,
    samples=(
        Sample("My mother's insulin has not come and I am in tears", low=0.6),
        Sample("This is the third time I ask and it is STILL not here!!", low=0.6),
        Sample("THIS IS RIDICULOUS!!!", low=0.6),
        Sample("I am so angry with you", low=0.6),
        Sample("what the fuck, my parcel is lost again", low=0.6),
        Sample("You people are useless", low=0.6),
        Sample("Worst service ever.", low=0.6),
        Sample("Das ist eine Frechheit!!", low=0.6),
        Sample("C'est inadmissible", low=0.6),
        Sample("Estoy furiosa", low=0.6),
        Sample("where is my order please", low=0.4, before=("where's my order", "where is my order")),
        Sample(
            "still nothing!!",
            low=0.6,
            before=("not good enough", "I have been waiting for days, really disappointed"),
        ),
        Sample("thanks for nothing lads", low=0.5),
        Sample("sure 🙄", low=0.3),
        Sample(
            "so?",
            low=0.35,
            before=("I am really disappointed, I was promised this cake for Saturday and it did not come",),
        ),
        Sample("Great, thanks!", high=0.1),
        Sample("brilliant, that worked 👏", high=0.1),
        Sample("Where is my order?", high=0.2),
        Sample("Do you still have cardamom buns?", high=0.2),
        Sample("Can I order it again, please?", high=0.2),
        Sample("I am dying to try your cake!", high=0.2),
        Sample("Your killer sourdough is to die for!!!", high=0.2),
        Sample("Thank you so much!!!", high=0.2),
        Sample("We laughed so hard, tears of joy!", high=0.2),
        Sample("How do I make a complaint?", high=0.5),
        Sample("How long does delivery take?", high=0.2),
        Sample("", high=0.0),
    ),
)
