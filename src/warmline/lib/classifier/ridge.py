"""Which label fits, learned from examples in a moment? Kernel ridge regression with exact leave-one-out.

One linear solve fits all labels at once, and the same solve tells what would have been said of each example had it not
been there (Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, section 5.4.2), also with a whole
label left out: held-out scores of all examples cost nothing more. Above EXACT examples the solve rests on LANDMARKS
of them (Nyström's approximation; Williams and Seeger, 2001).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]

#: Chosen on training rows of Banking77 and HWU64 by leave-one-out, see docs/brain.md.
SHARPNESS: Final = 2.0
LETTERS_SHARE: Final = 0.2
RIDGE: Final = 0.2
EXACT: Final = 3000
LANDMARKS: Final = 2000
#: Fewer of them where there are very many examples, so that a fit stays within seconds: examples × landmarks.
MOST_PAIRS: Final = 24_000_000
#: Added to the diagonal so that like landmarks can be told apart in numbers.
JITTER: Final = 1e-4


@dataclass(frozen=True)
class Texts:
    """meaning: unit vectors of the encoder, (n, 384); letters: sketches, (n, 512)."""

    meaning: Floats
    letters: Floats

    def __len__(self) -> int:
        return len(self.meaning)

    def at(self, places: Places | slice) -> "Texts":
        return Texts(self.meaning[places], self.letters[places])


@dataclass(frozen=True)
class Ridge:
    """landmarks: the examples that new texts are compared with; weights: (landmarks, labels)."""

    landmarks: Texts
    weights: Floats

    def scores(self, texts: Texts) -> Floats:
        """About 1 for the label that fits and 0 for others; shape (texts, labels)."""
        return np.asarray(kernel(texts, self.landmarks) @ self.weights, np.float32)


class Fit:
    """A fitted ridge with what is needed to leave examples out."""

    def __init__(self, texts: Texts, targets: Floats, chosen: Places) -> None:
        """targets: (n, labels), 1 for the label of an example and 0 elsewhere; chosen: the landmarks' places."""
        self.targets = targets
        self.is_exact = len(chosen) == len(texts)
        weights = self._exact(texts) if self.is_exact else self._by_landmarks(texts, chosen)
        self.ridge = Ridge(texts.at(chosen), weights)

    def _exact(self, texts: Texts) -> Floats:
        block = kernel(texts, texts)
        block[np.diag_indices(len(block))] += np.float32(RIDGE)
        self.inverse: Floats = np.asarray(np.linalg.inv(block), np.float32)
        self.residual: Floats = np.asarray(self.inverse @ self.targets, np.float32)
        return self.residual

    def _by_landmarks(self, texts: Texts, chosen: Places) -> Floats:
        """In coordinates in which landmarks are orthogonal: squaring the kernel itself loses its small parts."""
        marks = texts.at(chosen)
        among = kernel(marks, marks).astype(np.float64)
        among[np.diag_indices(len(among))] += JITTER
        turn = np.linalg.inv(np.linalg.cholesky(among)).T.astype(np.float32)
        self.rows = kernel(texts, marks) @ turn
        inner = (self.rows.T @ self.rows).astype(np.float64)
        inner[np.diag_indices(len(inner))] += RIDGE
        self.inverse = np.linalg.inv(inner).astype(np.float32)
        weights: Floats = np.asarray(self.inverse @ (self.rows.T @ self.targets), np.float32)
        self.residual = np.asarray(self.targets - self.rows @ weights, np.float32)
        return np.asarray(turn @ weights)

    def without(self, group: Places) -> Floats:
        """The scores of the group's examples if none of the group had been there; shape (group, labels)."""
        hidden = self._hidden(group)
        if len(group) == 1:
            return np.asarray(self.targets[group] - self.residual[group] / hidden, np.float32)
        return np.asarray(self.targets[group] - np.linalg.solve(hidden, self.residual[group]), np.float32)

    def without_each(self, places: Places) -> Floats:
        """The scores of each of these examples if it alone had not been there; shape (places, labels)."""
        if self.is_exact:
            lever = np.diag(self.inverse)[places]
        else:
            rows = self.rows[places]
            lever = 1 - np.einsum("ij,ij->i", rows @ self.inverse, rows)
        left_out = self.targets[places] - self.residual[places] / np.maximum(lever, 1e-3)[:, None]
        return np.asarray(left_out, np.float32)

    def _hidden(self, group: Places) -> Floats:
        if self.is_exact:
            return np.asarray(self.inverse[np.ix_(group, group)])
        rows = self.rows[group]
        return np.asarray(np.eye(len(group)) - rows @ self.inverse @ rows.T, np.float32)


def kernel(some: Texts, others: Texts) -> Floats:
    """How like each of some is to each of others, 0 to 1; shape (some, others)."""
    alike = some.meaning @ others.meaning.T
    alike -= 1
    alike *= np.float32(SHARPNESS)
    np.exp(alike, out=alike)
    alike *= np.float32(1 - LETTERS_SHARE)
    alike += np.float32(LETTERS_SHARE) * (some.letters @ others.letters.T)
    return np.asarray(alike, np.float32)


def choose_landmarks(labels: Places, most: int = LANDMARKS, exact: int = EXACT) -> Places:
    """All examples when they are few, else of each label in turn one more; the same each time."""
    if len(labels) <= exact:
        return np.arange(len(labels))
    most = min(most, MOST_PAIRS // len(labels))
    order = np.random.default_rng(0).permutation(len(labels))
    seen: dict[int, int] = {}
    turn = np.zeros(len(labels), np.int64)
    for place in order:
        label = int(labels[place])
        turn[place] = seen[label] = seen.get(label, 0) + 1
    return np.sort(order[np.argsort(turn[order], kind="stable")][:most])
