"""Which questions ask for the same? Vectors joined one at a time, so that a group keeps its number for good."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from warmline.lib.encoder import DIMENSIONS, Vectors

#: A question joins the group whose centre it is nearest to, from this cosine on. Chosen on training rows by
#: benchmarks/gaps.py: the most mutual information of those that put together hardly anything foreign.
JOIN_AT: Final = 0.55
_FIRST_ROOM: Final = 256


@dataclass(frozen=True)
class Centre:
    """Where a group's vectors point: a unit vector, and the length of their sum."""

    direction: Vectors
    weight: float
    size: int


@dataclass
class Groups:
    """The groups so far, by their place 0, 1, 2 ...; no table of pairs, so that 20,000 groups take 50 MB.

    Leader clustering (Hartigan, Clustering Algorithms, 1975, chapter 3) with centres that move.
    """

    directions: Vectors = field(default_factory=lambda: np.zeros((0, DIMENSIONS), np.float32))
    weights: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    def join(self, vector: Vectors, join_at: float = JOIN_AT) -> int:
        """Adds one unit vector to the group nearest to it, or to a new one; returns the group's place."""
        place = self.nearest(vector, join_at)
        if place is None:
            self.add(Centre(vector, 1.0, 1))
            return len(self.sizes) - 1
        self._put(place, grown(self.centre(place), vector))
        return place

    def nearest(self, vector: Vectors, join_at: float = JOIN_AT) -> int | None:
        if not self.sizes:
            return None
        likeness = self.directions[: len(self.sizes)] @ vector
        place = int(np.argmax(likeness))
        return place if likeness[place] >= join_at else None

    def add(self, centre: Centre) -> None:
        place = len(self.sizes)
        if place == len(self.directions):
            room = np.zeros((max(_FIRST_ROOM, 2 * place), DIMENSIONS), np.float32)
            room[:place] = self.directions
            self.directions = room
        self.weights.append(0.0)
        self.sizes.append(0)
        self._put(place, centre)

    def centre(self, place: int) -> Centre:
        return Centre(self.directions[place].copy(), self.weights[place], self.sizes[place])

    def _put(self, place: int, centre: Centre) -> None:
        self.directions[place] = centre.direction
        self.weights[place], self.sizes[place] = centre.weight, centre.size


def grown(centre: Centre, vector: Vectors) -> Centre:
    total = centre.direction * centre.weight + vector
    return Centre(*_direction_and_length(total), centre.size + 1)


def centre_of(vectors: Iterable[Vectors]) -> Centre:
    """The centre of at least one vector."""
    total, size = np.zeros(DIMENSIONS, np.float32), 0
    for vector in vectors:
        total, size = total + vector, size + 1
    return Centre(*_direction_and_length(total), size)


def most_central(vectors: Vectors) -> list[int]:
    """The places of the vectors, the one most like all others first; of equals the earlier one."""
    likeness = vectors @ vectors.mean(axis=0) if len(vectors) else np.zeros(0)
    return [int(place) for place in np.argsort(-likeness, kind="stable")]


def distinct(vectors: Vectors, places: Iterable[int], alike_at: float) -> list[int]:
    """Of the places those whose vectors are not almost that of one before."""
    kept: list[int] = []
    for place in places:
        if not kept or float((vectors[kept] @ vectors[place]).max()) < alike_at:
            kept.append(place)
    return kept


def _direction_and_length(total: Vectors) -> tuple[Vectors, float]:
    length = float(np.linalg.norm(total))
    return (total / length if length else total).astype(np.float32), length
