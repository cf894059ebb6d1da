"""How likely is each of 25 languages for a text? By its runs of up to six bytes, without the memory of an automaton."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Features: TypeAlias = npt.NDArray[np.int32]

#: The longest run that the model knows, in bytes.
LONGEST: Final = 6
#: A code holds the run's bytes and, above them, how many they are.
LENGTH_BITS: Final = 48
_LENGTHS: Final = np.arange(1, LONGEST + 1, dtype=np.uint64)
_SHIFTS: Final = 8 * (_LENGTHS - 1)
_FILE: Final = Path(__file__).with_name("model.npz")


@dataclass(frozen=True)
class Model:
    """What scripts/build_languages.py wrote. codes: the known runs, ascending; features: which row of `weights` each
    has, -1 for a run that only begins others. weights: log probabilities, a row per feature, a column per language.
    """

    languages: tuple[str, ...]
    codes: npt.NDArray[np.uint64]
    features: Features
    weights: npt.NDArray[np.float16]
    priors: npt.NDArray[np.float32]


def likelihoods(text: str) -> Mapping[str, float]:
    """Probability of each language, 1 together; the same for all when the text has no known run.

    Naive Bayes on the logarithm of counts, softened by the root of the length, as in py3langid 0.4.
    """
    model, letters = _model(), _bytes(text)
    found, counts = np.unique(_read_features(model, letters), return_counts=True)
    scores = np.zeros(len(model.languages), np.float32)
    if len(found):
        scores = np.log1p(counts.astype(np.float32)) @ model.weights[found].astype(np.float32) + model.priors
    scores /= np.sqrt(max(len(letters), 1))
    shares = np.exp(scores - scores.max())
    return dict(zip(model.languages, (shares / shares.sum()).tolist(), strict=True))


def _bytes(text: str) -> npt.NDArray[np.uint8]:
    quiet = text.lower() if text.isupper() else text
    return np.frombuffer(unicodedata.normalize("NFC", quiet).encode("utf-8", "surrogatepass"), np.uint8)


def _read_features(model: Model, letters: npt.NDArray[np.uint8]) -> Features:
    """At each byte the longest known run that ends there, if it is a feature."""
    # No known run begins with a zero, so nothing is found before the start.
    padded = np.concatenate([np.zeros(LONGEST, np.uint64), letters])
    backwards = np.lib.stride_tricks.sliding_window_view(padded, LONGEST)[1:, ::-1]
    codes = (backwards << _SHIFTS).cumsum(1, np.uint64) | _LENGTHS << np.uint64(LENGTH_BITS)
    places = model.codes.searchsorted(codes).clip(max=len(model.codes) - 1)
    lengths = np.where(model.codes[places] == codes, _LENGTHS, 0).max(1).astype(np.intp)
    ends = np.flatnonzero(lengths)
    features: Features = model.features[places[ends, lengths[ends] - 1]]
    return features[features >= 0]


@cache
def _model() -> Model:
    with np.load(_FILE) as stored:
        return Model(
            tuple(map(str, stored["languages"])),
            stored["codes"],
            stored["features"],
            stored["weights"],
            stored["priors"],
        )
