"""Which feelings does a text show, how surely, and on which words? Encoder and n-grams together, calibrated."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from warmline.lib.encoder import mood_logits
from warmline.understanding.mood.grams import Grams, grams
from warmline.understanding.mood.irony import doubt
from warmline.understanding.mood.labels import EMOTIONS, NEUTRAL, PRAISING, SENTIMENTS
from warmline.understanding.plain import plain

Floats: TypeAlias = npt.NDArray[np.float32]

REMEMBERED_TEXTS: Final = 256
#: A word is quoted when it gives at least this share of what the strongest gives (chosen by us).
LEAST_SHARE_OF_STRONGEST: Final = 0.35
MOST_WORDS: Final = 4
LONGEST_WORD: Final = 40
#: How far praise that is doubted in full moves the logits (chosen by us on the examples of the tests).
IRONY_SHIFT: Final = 5.0
_FILE: Final = Path(__file__).with_name("model.npz")


@dataclass(frozen=True)
class Mood:
    """sentiment: probabilities of negative, neutral, positive, 1 together. emotions: probability of each of the 28.

    words: for each label of both, the words of the text that speak most for it. Nothing to read: no words, and
    the probabilities of an average text.
    """

    sentiment: Mapping[str, float]
    emotions: Mapping[str, float]
    words: Mapping[str, tuple[str, ...]]
    is_empty: bool

    @property
    def polarity(self) -> float:
        """-1 (surely negative) to 1 (surely positive)."""
        return self.sentiment["positive"] - self.sentiment["negative"]

    @property
    def felt(self) -> tuple[str, ...]:
        """The emotions whose probability reaches their threshold, surest first; ("neutral",) when none does."""
        model = _model()
        reached = [
            name for name in EMOTIONS if self.emotions[name] >= model.thresholds[name] and name != NEUTRAL
        ]
        reached.sort(key=lambda name: -self.emotions[name] / model.thresholds[name])
        return tuple(reached) or (NEUTRAL,)


@dataclass(frozen=True)
class Model:
    """What scripts/fit_mood.py wrote. weights: signed square roots, to be squared and scaled.

    mix: by label, the weights of encoder, n-grams and 1; alone: without encoder.
    """

    weights: npt.NDArray[np.int8]
    scales: Floats
    biases: Floats
    mix: Floats
    alone: Floats
    thresholds: Mapping[str, float]
    rates: Mapping[str, float]


@lru_cache(maxsize=REMEMBERED_TEXTS)
def read_mood(text: str) -> Mood:
    """Pure; costs one run of the encoder, which is shared with whoever needs the text's vector."""
    model, found, logits = _model(), grams(text), mood_logits(text)
    roots = model.weights[found.buckets].astype(np.float32)
    pieces = roots * np.abs(roots) * found.values[:, None] * model.scales
    scores = pieces.sum(0) + model.biases
    if logits.any():
        mixed = model.mix[0] * logits + model.mix[1] * scores + model.mix[2]
    else:
        mixed = model.alone[0] * scores + model.alone[1]
    doubted, reasons = doubt(plain(text), SENTIMENTS[int(mixed[len(EMOTIONS) :].argmax())])
    if doubted:
        mixed = mixed + doubted * IRONY_SHIFT * _away_from_praise()
    feelings, leaning = mixed[: len(EMOTIONS)], mixed[len(EMOTIONS) :]
    sentiment = np.exp(leaning - leaning.max())
    return Mood(
        dict(zip(SENTIMENTS, map(float, sentiment / sentiment.sum()), strict=True)),
        dict(zip(EMOTIONS, map(float, 1 / (1 + np.exp(-feelings))), strict=True)),
        _words(text, found, pieces) | _reasons(reasons),
        len(found.spans) == 0,
    )


def thresholds() -> Mapping[str, float]:
    """The probability from which on an emotion counts as felt: best for F1 on rows of training that were held out."""
    return _model().thresholds


def rates() -> Mapping[str, float]:
    """How frequent each emotion is among the rows that the model learned from."""
    return _model().rates


def _reasons(reasons: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """What makes praise or calm doubtful is what the complaint rests on."""
    return dict.fromkeys(("sentiment:negative", "annoyance"), reasons[:MOST_WORDS]) if reasons else {}


@cache
def _away_from_praise() -> Floats:
    """Far down for what praises, up for negative sentiment and annoyance; the rest stays."""
    feelings = [-2.0 if name in PRAISING else float(name == "annoyance") for name in EMOTIONS]
    return np.array([*feelings, 1.0, 0.0, -1.0], np.float32)


def _words(text: str, found: Grams, pieces: Floats) -> dict[str, tuple[str, ...]]:
    """For each label the words with the largest sums of their pieces, in the order of the text."""
    if not found.spans:
        return {}
    by_word = np.argsort(found.word, kind="stable")
    starts = np.searchsorted(found.word[by_word], np.arange(len(found.spans)))
    sums = np.add.reduceat(pieces[by_word], starts)
    # Only what speaks for this label more than for the others is a reason for it.
    sums -= sums.mean(1, keepdims=True)
    order = np.argsort(-sums, axis=0)[:MOST_WORDS]
    least = np.maximum(sums.max(0) * LEAST_SHARE_OF_STRONGEST, 1e-6)
    names = (*EMOTIONS, *SENTIMENTS)
    chosen = {}
    for label in range(len(names)):
        strong = sorted(int(word) for word in order[:, label] if sums[word, label] >= least[label])
        quoted = (text[slice(*found.spans[word])][:LONGEST_WORD] for word in strong)
        chosen[_key(label)] = tuple(dict.fromkeys(quoted))
    return chosen


def _key(label: int) -> str:
    """Sentiments are kept apart from the emotion that is called neutral too."""
    return EMOTIONS[label] if label < len(EMOTIONS) else f"sentiment:{SENTIMENTS[label - len(EMOTIONS)]}"


@cache
def _model() -> Model:
    with np.load(_FILE) as stored:
        values = {name: stored[name] for name in stored.files}
    return Model(
        values["weights"],
        values["scales"],
        values["biases"],
        values["mix"],
        values["alone"],
        dict(zip(EMOTIONS, map(float, values["thresholds"]), strict=True)),
        dict(zip(EMOTIONS, map(float, values["rates"]), strict=True)),
    )
