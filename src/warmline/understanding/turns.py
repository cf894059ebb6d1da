"""What does a whole turn tell us? The customer may have sent several messages before anybody answered."""

from dataclasses import replace
from typing import Final

from warmline.conversations.turn import Line, Turn
from warmline.knowledge.index import current_search
from warmline.understanding.reading import Reading, Signal
from warmline.understanding.reading_messages import read

#: Of two matters in one turn the one that can wait least is answered first (chosen by us).
GRAVEST_FIRST: Final = ("safety", "health", "bereavement", "legal", "money", "")
#: "It is broken" and then "thanks a lot!" is a complaint that ends politely (chosen by us).
UNPLEASANT_WEIGHT: Final = 2.0


def read_turn(turn: Turn) -> tuple[tuple[Line, Reading], ...]:
    """A reading for each open message, each read with all that was said before it."""
    readings = []
    history, search = turn.history, current_search()
    for line in turn.pending:
        readings.append((line, read(line.text, history, search)))
        history = (*history, line)
    return tuple(readings)


def merge(readings: tuple[tuple[Line, Reading], ...]) -> Reading:
    """One reading of the turn: the last message's, but no need voiced before it is lost, and no strong feeling."""
    merged = readings[-1][1]
    for _, reading in readings[:-1]:
        merged = replace(
            merged,
            wish=_stronger(merged.wish, reading.wish),
            frustration=_stronger(merged.frustration, reading.frustration),
            sensitivity=_graver(merged.sensitivity, reading.sensitivity),
            urgency=_stronger(merged.urgency, reading.urgency),
            struggle=_stronger(merged.struggle, reading.struggle),
            effort=_stronger(merged.effort, reading.effort),
            act=_weightier(merged.act, reading.act),
        )
    return _with_mood(merged, max((reading for _, reading in readings), key=_stirred))


def _stronger(one: Signal, other: Signal) -> Signal:
    """True before False, the larger number before the smaller; of equals the surer."""
    return max(one, other, key=lambda signal: (signal.value, signal.confidence))


def _graver(one: Signal, other: Signal) -> Signal:
    return min(one, other, key=lambda signal: (GRAVEST_FIRST.index(signal.value), -signal.confidence))


def _weightier(last: Signal, earlier: Signal) -> Signal:
    """A question stays one even if "thanks" follows it."""
    return earlier if earlier.value == "question" else last


def _stirred(reading: Reading) -> float:
    """How much a message's mood counts: the worst before the best, a strong one before a faint one."""
    sentiment = float(reading.sentiment.value) * reading.sentiment.confidence
    return UNPLEASANT_WEIGHT * -sentiment if sentiment < 0 else sentiment


def _with_mood(merged: Reading, felt: Reading) -> Reading:
    """Sentiment, emotion and intensity stay together: they speak of the same words."""
    if _stirred(felt) == _stirred(merged):
        return merged
    return replace(merged, sentiment=felt.sentiment, emotion=felt.emotion, intensity=felt.intensity)
