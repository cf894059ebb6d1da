"""What does a whole turn tell us? The customer may have sent several messages before anybody answered."""

from dataclasses import replace

from warmline.conversations.turn import Line, Turn
from warmline.understanding.reading import Reading, Signal
from warmline.understanding.reading_messages import read


def read_turn(turn: Turn) -> tuple[tuple[Line, Reading], ...]:
    """A reading for each open message, each read with all that was said before it."""
    readings = []
    history = turn.history
    for line in turn.pending:
        readings.append((line, read(line.text, history)))
        history = (*history, line)
    return tuple(readings)


def merge(readings: tuple[tuple[Line, Reading], ...]) -> Reading:
    """One reading of the turn: the last message's, but no need voiced before it is lost."""
    merged = readings[-1][1]
    for _, reading in readings[:-1]:
        merged = replace(
            merged,
            wish=_stronger(merged.wish, reading.wish),
            frustration=_stronger(merged.frustration, reading.frustration),
            sensitivity=_stronger(merged.sensitivity, reading.sensitivity),
            urgency=_stronger(merged.urgency, reading.urgency),
            struggle=_stronger(merged.struggle, reading.struggle),
            act=_weightier(merged.act, reading.act),
        )
    return merged


def _stronger(one: Signal, other: Signal) -> Signal:
    """True before False, a named matter before none, the larger number before the smaller."""
    if isinstance(one.value, str):
        return one if one.value else other
    return other if other.value > one.value else one


def _weightier(last: Signal, earlier: Signal) -> Signal:
    """A question stays one even if "thanks" follows it."""
    return earlier if earlier.value == "question" else last
