"""Which label fits, learned from examples in a moment? Kernel ridge regression with exact leave-one-out.

One linear solve fits all labels at once, and the same solve tells what would have been said of each example had it not
been there (Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, section 5.4.2), also with a whole
label left out: held-out scores of all examples cost nothing more. Above EXACT examples what is alike in meaning is told
by LANDMARKS of them (Nyström's approximation; Williams and Seeger, 2001); letters and words need none, being linear.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]

EXACT: Final = 2000
LANDMARKS: Final = 2250
#: Fewer of them where there are very many examples, so that a fit stays within seconds: examples × landmarks.
MOST_PAIRS: Final = 27_000_000
#: Added to the diagonal so that like landmarks can be told apart in numbers.
JITTER: Final = 1e-4
#: So many examples are compared with the landmarks at once: bounds the memory.
BLOCK: Final = 1024
#: Triangles up to this size are inverted at once.
SMALL: Final = 128


@dataclass(frozen=True)
class Likeness:
    """When are two texts alike? Meaning: exp(sharpness × (cosine - 1)); letters_share: 0 to 1, the rest is meaning."""

    sharpness: float
    letters_share: float
    ridge: float

    def of_meaning(self, some: Floats, others: Floats) -> Floats:
        """0 to 1 - letters_share; shape (some, others)."""
        alike = some @ others.T
        alike -= 1
        alike *= np.float32(self.sharpness)
        np.exp(alike, out=alike)
        alike *= np.float32(1 - self.letters_share)
        return np.asarray(alike, np.float32)

    @property
    def root(self) -> np.float32:
        """By which sketches are stretched, so that their products are the share of letters."""
        return np.float32(self.letters_share**0.5)


#: For the exact solve of few examples and for many by landmarks; chosen on Banking77 and HWU64, see docs/brain.md.
OF_FEW: Final = Likeness(3.0, 0.15, 0.1)
OF_MANY: Final = Likeness(2.0, 0.3, 0.1)


@dataclass(frozen=True)
class Texts:
    """meaning: unit vectors of the encoder, (n, 384); letters: sketches, (n, sketching.DIMENSIONS)."""

    meaning: Floats
    letters: Floats

    def __len__(self) -> int:
        return len(self.meaning)

    def at(self, places: Places | slice) -> "Texts":
        return Texts(self.meaning[places], self.letters[places])


@dataclass(frozen=True)
class Ridge:
    """landmarks: meanings that new texts are compared with, (landmarks, 384); weights: (landmarks, labels).

    letters: what each place of a sketch says for each label, (sketching.DIMENSIONS, labels).
    """

    likeness: Likeness
    landmarks: Floats
    weights: Floats
    letters: Floats

    def scores(self, texts: Texts) -> Floats:
        """About 1 for the label that fits and 0 for others; shape (texts, labels)."""
        alike = self.likeness.of_meaning(texts.meaning, self.landmarks)
        return alike @ self.weights + texts.letters @ self.letters


class Fit:
    """A fitted ridge with what is needed to leave examples out."""

    def __init__(self, texts: Texts, labels: Places, chosen: Places, names: int) -> None:
        """labels: of each example, 0 to names - 1, or names for none of them; chosen: the landmarks' places."""
        self.labels, self.names = labels, names
        self.is_exact = len(chosen) == len(texts)
        self.ridge = self._exact(texts) if self.is_exact else self._by_landmarks(texts, chosen)

    def _exact(self, texts: Texts) -> Ridge:
        stretched = OF_FEW.root * texts.letters
        block = OF_FEW.of_meaning(texts.meaning, texts.meaning) + stretched @ stretched.T
        self.inverse = _inverse(block, OF_FEW.ridge)
        self.residual: Floats = self.inverse @ self.targets(slice(None))
        letters = np.asarray(OF_FEW.root * (stretched.T @ self.residual), np.float32)
        return Ridge(OF_FEW, texts.meaning, self.residual, letters)

    def _by_landmarks(self, texts: Texts, chosen: Places) -> Ridge:
        """In coordinates in which landmarks are orthogonal: squaring the kernel itself loses its small parts."""
        marks = texts.meaning[chosen]
        among = OF_MANY.of_meaning(marks, marks).astype(np.float64)
        among[np.diag_indices(len(among))] += JITTER
        turn = _inverse_of_lower(np.linalg.cholesky(among).astype(np.float32)).T
        self.texts, self.turn, self.marks = texts, turn, marks
        inner = np.zeros((len(turn) + texts.letters.shape[1],) * 2, np.float32)
        outer = np.zeros((len(inner), self.names), np.float32)
        for start in range(0, len(texts), BLOCK):
            block = slice(start, start + BLOCK)
            rows = self._rows(block)
            inner += rows.T @ rows
            here = np.unique(self.labels[block])
            here = here[here < self.names]
            outer[:, here] += rows.T @ (self.labels[block, None] == here).astype(np.float32)
        self.inverse = _inverse(inner, OF_MANY.ridge)
        self.weights: Floats = self.inverse @ outer
        of_marks, of_letters = self.weights[: len(marks)], self.weights[len(marks) :]
        return Ridge(OF_MANY, marks, turn @ of_marks, OF_MANY.root * of_letters)

    def targets(self, places: Places | slice) -> Floats:
        """1 for the label of an example and 0 elsewhere, (places, names); of all they would fill the memory."""
        return np.asarray(self.labels[places][:, None] == np.arange(self.names), np.float32)

    def _rows(self, places: Places | slice) -> Floats:
        texts = self.texts.at(places)
        alike = OF_MANY.of_meaning(texts.meaning, self.marks)
        return np.concatenate([alike @ self.turn, OF_MANY.root * texts.letters], axis=1)

    def without(self, group: Places) -> Floats:
        """The scores of the group's examples if none of the group had been there; shape (group, labels)."""
        hidden, residual = self._hidden(group)
        return np.asarray(self.targets(group) - np.linalg.solve(hidden, residual), np.float32)

    def without_each(self, places: Places) -> Floats:
        """The scores of each of these examples if it alone had not been there; shape (places, labels)."""
        if self.is_exact:
            lever, residual = np.diag(self.inverse)[places], self.residual[places]
        else:
            rows = self._rows(places)
            lever = 1 - np.einsum("ij,ij->i", rows @ self.inverse, rows)
            residual = self.targets(places) - rows @ self.weights
        left_out = self.targets(places) - residual / np.maximum(lever, 1e-3)[:, None]
        return np.asarray(left_out, np.float32)

    def _hidden(self, group: Places) -> tuple[Floats, Floats]:
        if self.is_exact:
            return self.inverse[np.ix_(group, group)], self.residual[group]
        rows = self._rows(group)
        hidden = np.asarray(-(rows @ self.inverse @ rows.T), np.float32)
        hidden[np.diag_indices(len(group))] += 1
        return hidden, np.asarray(self.targets(group) - rows @ self.weights, np.float32)


def _inverse(block: Floats, ridge: float) -> Floats:
    """Of a symmetric block with the ridge added to its diagonal, which is used up."""
    block[np.diag_indices(len(block))] += np.float32(ridge)
    block[:] = np.linalg.cholesky(block)
    root = _inverse_of_lower(block)
    return np.asarray(root.T @ root, np.float32)


def _inverse_of_lower(block: Floats) -> Floats:
    """Of a lower triangle, half by half: an eighth of the work of a general inverse."""
    if len(block) <= SMALL:
        return np.asarray(np.linalg.inv(block), np.float32)
    half = len(block) // 2
    upper, lower = _inverse_of_lower(block[:half, :half]), _inverse_of_lower(block[half:, half:])
    inverse = np.zeros_like(block)
    inverse[:half, :half], inverse[half:, half:] = upper, lower
    inverse[half:, :half] = -lower @ (block[half:, :half] @ upper)
    return inverse


def choose_landmarks(labels: Places, most: int = LANDMARKS, exact: int = EXACT) -> Places:
    """All examples when they are few, else some of each label; the same each time."""
    if len(labels) <= exact:
        return np.arange(len(labels))
    return draw_in_turn(labels, min(most, max(1, MOST_PAIRS // len(labels))))


def draw_in_turn(labels: Places, most: int) -> Places:
    """The places of at most so many examples, of each label in turn one more; the same each time."""
    if len(labels) <= most:
        return np.arange(len(labels))
    order = np.random.default_rng(0).permutation(len(labels))
    seen: dict[int, int] = {}
    turn = np.zeros(len(labels), np.int64)
    for place in order:
        label = int(labels[place])
        turn[place] = seen[label] = seen.get(label, 0) + 1
    return np.sort(order[np.argsort(turn[order], kind="stable")][:most])
