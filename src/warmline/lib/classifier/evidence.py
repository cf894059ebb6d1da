"""What speaks for and against a candidate? Numbers about each question's likeliest labels, for the gate to weigh."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from warmline.lib.classifier.ridge import Floats, Places, Texts

#: How many candidates of a question are weighed.
CANDIDATES: Final = 3
#: How much more a near example's vote counts than a far one's: exp(VOTE_SHARPNESS × likeness), half of it likeness in
#: meaning and half in letters (Nadaraya and Watson, 1964); chosen on training rows, see docs/brain.md.
VOTE_SHARPNESS: Final = 30.0
#: A question's candidates are those of the highest score + VOTE_WEIGHT × votes, less the fewer examples a label has:
#: of VOTES_FROM on average or fewer the nearest says nothing that the score does not. Chosen on training rows.
VOTE_WEIGHT: Final = 0.2
VOTES_FROM: Final = 20.0
#: So many questions are compared with all examples at once: bounds the memory.
BLOCK: Final = 256
#: The columns of evidence, in order.
COLUMNS: Final = (
    "score",
    "score_lead",
    "score_contested",
    "nearest",
    "nearest_lead",
    "nearest_above_80",
    "support",
    "letters",
    "letters_lead",
    "votes",
    "votes_lead",
    "strangeness",
    "examples",
    "labels",
    "words",
    "rank_2",
    "rank_3",
)


@dataclass(frozen=True)
class Asked:
    """Questions to weigh. strangeness: share 0 to 1 of each one's words that no example has; words: how many."""

    texts: Texts
    strangeness: Floats
    words: Floats

    def at(self, places: slice) -> "Asked":
        return Asked(self.texts.at(places), self.strangeness[places], self.words[places])


@dataclass(frozen=True)
class Known:
    """The examples, sorted by label. labels: the label's number of each example; starts: where each label begins.

    Examples out of scope stand last and count as one label more, which is never a candidate.
    """

    texts: Texts
    labels: Places
    starts: Places
    sizes: Places


def weigh(
    asked: Asked, known: Known, scores: Floats, hidden: Sequence[Places] | None = None
) -> tuple[Places, Floats]:
    """The candidates of each question, (questions, CANDIDATES), likeliest first, and the evidence on each.

    Evidence has the shape (questions, CANDIDATES, len(COLUMNS)). Where there are fewer labels, a candidate is -1.
    hidden: for each question the places of examples that it must not see (itself, or its whole label).
    """
    blocks = [slice(start, start + BLOCK) for start in range(0, max(1, len(scores)), BLOCK)]
    parts = [_weigh(asked.at(one), known, scores[one], hidden[one] if hidden else ()) for one in blocks]
    candidates, evidence = zip(*parts, strict=True)
    return np.concatenate(candidates), np.concatenate(evidence)


def _weigh(asked: Asked, known: Known, scores: Floats, hidden: Sequence[Places]) -> tuple[Places, Floats]:
    cosines = asked.texts.meaning @ known.texts.meaning.T
    letters = asked.texts.letters @ known.texts.letters.T
    for row, places in enumerate(hidden):
        cosines[row, places] = letters[row, places] = -1.0
    nearest = np.maximum.reduceat(cosines, known.starts, axis=1)
    alike = np.maximum.reduceat(letters, known.starts, axis=1)
    votes = _votes(cosines, letters, known)
    each = len(known.labels) / len(known.sizes)
    weight = np.float32(VOTE_WEIGHT * max(0.0, 1 - VOTES_FROM / each))
    candidates = _candidates(scores + weight * votes[:, : scores.shape[1]])
    evidence = np.zeros((*candidates.shape, len(COLUMNS)), np.float32)
    for rank in range(candidates.shape[1]):
        chosen = candidates[:, rank]
        evidence[:, rank] = _evidence(asked, known, (scores, nearest, alike, votes), chosen, rank)
        evidence[:, rank, COLUMNS.index("support")] = _support(cosines, known, chosen)
    return candidates, evidence


def _votes(cosines: Floats, letters: Floats, known: Known) -> Floats:
    """Each label's share, 0 to 1, of the votes of all examples that the question may see."""
    likeness = cosines + letters
    likeness *= np.float32(VOTE_SHARPNESS / 2)
    likeness -= likeness.max(axis=1, keepdims=True)
    np.exp(likeness, out=likeness)
    votes = np.add.reduceat(likeness, known.starts, axis=1)
    return np.asarray(votes / votes.sum(axis=1, keepdims=True), np.float32)


def _candidates(scores: Floats) -> Places:
    """The labels with the highest scores; -1 beyond their number."""
    count = min(CANDIDATES, scores.shape[1])
    order = np.argsort(-scores, axis=1, kind="stable")[:, :count]
    if count == CANDIDATES:
        return order
    return np.pad(order, ((0, 0), (0, CANDIDATES - count)), constant_values=-1)


def _evidence(
    asked: Asked, known: Known, by_label: tuple[Floats, Floats, Floats, Floats], chosen: Places, rank: int
) -> Floats:
    scores, nearest, alike, votes = by_label
    score, score_lead = _lead(scores, chosen)
    near, near_lead = _lead(nearest, chosen)
    letter, letter_lead = _lead(alike, chosen)
    vote, vote_lead = _lead(votes, chosen)
    columns = {
        "score": score,
        "score_lead": score_lead,
        "score_contested": np.maximum(0, 0.15 - score_lead),
        "nearest": near,
        "nearest_lead": near_lead,
        "nearest_above_80": np.maximum(0, near - 0.8),
        "letters": letter,
        "letters_lead": letter_lead,
        "votes": vote,
        "votes_lead": vote_lead,
        "strangeness": asked.strangeness,
        "examples": np.log1p(known.sizes[chosen]),
        "labels": np.full(len(chosen), np.log1p(scores.shape[1])),
        "words": np.log1p(asked.words),
        "rank_2": np.full(len(chosen), float(rank == 1)),
        "rank_3": np.full(len(chosen), float(rank == 2)),
    }
    zero = np.zeros(len(chosen))
    table = np.stack([columns.get(name, zero) for name in COLUMNS], axis=1).astype(np.float32)
    table[chosen < 0] = 0
    return table


def _lead(values: Floats, chosen: Places) -> tuple[Floats, Floats]:
    """The chosen label's value and its lead over the best other one (negative behind it), never below -1."""
    rows = np.arange(len(values))
    mine = values[rows, chosen]
    others = values.copy()
    others[rows, chosen] = -1.0
    return np.maximum(mine, -1.0), np.maximum(mine, -1.0) - others.max(axis=1)


def _support(cosines: Floats, known: Known, chosen: Places) -> npt.NDArray[np.float32]:
    """Mean of the three best cosines with the chosen label's examples, hidden ones left out."""
    support = np.zeros(len(cosines), np.float32)
    for label in np.unique(chosen[chosen >= 0]):
        rows = np.flatnonzero(chosen == label)
        mine = cosines[rows, known.starts[label] : known.starts[label] + known.sizes[label]]
        best = np.sort(mine, axis=1)[:, -3:]
        seen = best > -1
        support[rows] = np.where(seen, best, 0).sum(axis=1) / np.maximum(1, seen.sum(axis=1))
    return support
