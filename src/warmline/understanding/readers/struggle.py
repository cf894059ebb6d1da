"""Is the customer stuck with the bot? They object to its answers, and it says the same thing again."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from warmline.conversations.turn import Line
from warmline.understanding.lexicon import Hit, load
from warmline.understanding.plain import plain, word_set
from warmline.understanding.reader import Reader, Sample
from warmline.understanding.reading import Signal
from warmline.understanding.repeats import comes_back, repeats

#: Chosen by us. On 1,329 real calls (BETOLD, scripts/fit_calls.py) failures of the bot, wishes said again and
#: refusals each made it likelier that a caller gave up, in this order.
EARLIER_WEIGHT: Final = 0.6  # what an earlier objection counts of what it would count now
SAME_ANSWER_WEIGHT: Final = 0.5  # the bot's last answer had been given before
COMES_BACK_WEIGHT: Final = 0.3  # ... and the customer is still at the same matter
REPEAT_WEIGHT: Final = 0.2  # each time the customer asked the same before
MOST_REPEATS: Final = 2
LINES_REMEMBERED: Final = 8

_ASKING: Final = word_set(
    "and or also what which how when where who is are do does did can could would will may what whats"
)
_NUMBER = re.compile(r"\d+")
_LEXICON = load(Path(__file__).with_suffix(".toml"))


def read(text: str, history: tuple[Line, ...] = ()) -> Signal:
    """0 to 1; 0 before the bot has said anything that could have failed."""
    recent = _since_person(history)[-LINES_REMEMBERED:]
    if not recent:
        return Signal(0.0)
    now, words = _objects(text)
    if now is None:
        return Signal(0.0, 0.9)
    again = [REPEAT_WEIGHT] * min(repeats(text, history), MOST_REPEATS)
    is_back = comes_back(text, recent) and not _asks_on(text)
    same = [SAME_ANSWER_WEIGHT, COMES_BACK_WEIGHT * is_back] if _is_same_answer(recent) else []
    weights = [now, *_earlier(recent), *again, *same]
    return Signal(round(_together(weights), 2), 0.7, words)


def _since_person(history: tuple[Line, ...]) -> tuple[Line, ...]:
    """What a person has dealt with is over."""
    last = max((place for place, line in enumerate(history) if line.kind == "person"), default=-1)
    return tuple(line for line in history[last + 1 :] if line.kind in ("bot", "customer"))


def _objects(text: str) -> tuple[float | None, tuple[str, ...]]:
    """How strongly a message says that the answer did not do; None when it says that all is well."""
    message = plain(text)
    hits = _LEXICON.hits(message)
    if any(hit.group == "settled" for hit in hits) and not any(hit.group == "objects" for hit in hits):
        return None, ()
    found: list[Hit] = sorted((hit for hit in hits if hit.group != "settled"), key=lambda hit: -hit.weight)
    words = tuple(dict.fromkeys(message.quote(hit.start, hit.end) for hit in found))[:3]
    return (found[0].weight if found else 0.0), words


def _earlier(recent: tuple[Line, ...]) -> list[float]:
    """The objections before this one, back to where all was well; the first message objects to nothing."""
    weights: list[float] = []
    said = [line for line in recent if line.kind == "customer"]
    for line in reversed(said[1:]):
        weight, _ = _objects(line.text)
        if weight is None:
            break
        weights.append(weight * EARLIER_WEIGHT)
    return weights


def _is_same_answer(recent: tuple[Line, ...]) -> bool:
    """Whether the bot's last answer had been given before."""
    spoken = [_answer(line) for line in recent if line.kind == "bot"]
    return bool(spoken) and spoken[-1] in spoken[:-1]


def _answer(line: Line) -> str:
    """Its key; where there is none, its words but for numbers."""
    return line.answer_key or _NUMBER.sub("#", " ".join(line.text.split()).casefold())


def _asks_on(text: str) -> bool:
    """A plain next question, "and do you deliver to Kerry?", may well have the same answer."""
    return any(word in _ASKING for word in plain(text).words[:1])


def _together(weights: Iterable[float]) -> float:
    """Each weight takes its share of what the others left, so that the sum stays below 1."""
    calm = 1.0
    for weight in weights:
        calm *= 1.0 - weight
    return 1.0 - calm


READER = Reader(
    name="struggle",
    version="3",
    read=read,
    samples=(
        Sample(
            "that's not what I asked",
            low=0.6,
            before=("where is it", "no, that does not help", "I already looked there"),
        ),
        Sample("I already tried that, still nothing", low=0.5, before=("I cannot log in",)),
        Sample("no I meant printed ones", high=0.5, before=("do you have gift cards",)),
        Sample("And on Sunday?", high=0.0, before=("When do you open?",)),
        Sample("it works now, thanks", high=0.0, before=("I can't log in", "I already tried that")),
        Sample("That does not help", high=0.0),
        Sample("", high=0.0),
    ),
)
