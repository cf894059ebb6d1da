"""What do the learned heads make of one stretch of text? Made by scripts/train_needs.py, described in docs/brain.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from warmline.lib import encoder
from warmline.lib.encoder import Vectors

NONE: Final = "none"


class StaleHeads(Exception):
    """The heads were made for another encoder: scripts/train_needs.py has to be run again."""


@dataclass(frozen=True)
class Heads:
    """weights: one row for each need, a column for each of pooling.FEATURES. threshold: how likely any need must be
    for one to be heard."""

    needs: tuple[str, ...]
    weights: Vectors
    bias: Vectors
    threshold: float


@dataclass(frozen=True)
class Weighed:
    """need: the likeliest one, NONE when it is not sure enough; by_need: probabilities, NONE left out; any_need:
    their sum."""

    need: str
    any_need: float
    by_need: Mapping[str, float]


def weigh(features: Vectors) -> Weighed:
    """features: of one stretch of text (pooling.py)."""
    heads = load()
    scores = heads.weights @ features + heads.bias
    shares = np.exp(scores - scores.max())
    by_need = dict(zip(heads.needs, (shares / shares.sum()).tolist(), strict=True))
    any_need = 1.0 - by_need.pop(NONE)
    likeliest = max(by_need, key=lambda need: by_need[need])
    is_heard = any_need >= heads.threshold and bool(features.any())
    return Weighed(likeliest if is_heard else NONE, any_need, by_need)


@cache
def load() -> Heads:
    """Raises StaleHeads when the encoder has changed since."""
    with np.load(Path(__file__).with_name("heads.npz"), allow_pickle=False) as stored:
        if str(stored["encoder"]) != encoder.version():
            raise StaleHeads(f"made for {stored['encoder']}, the encoder is {encoder.version()}")
        return Heads(
            tuple(map(str, stored["needs"])),
            stored["weights"].astype(np.float32),
            stored["bias"].astype(np.float32),
            float(stored["threshold"]),
        )
