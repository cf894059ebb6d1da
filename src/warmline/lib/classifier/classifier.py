"""How is a classifier learned from labelled questions, and what does it say of a new one?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from warmline.lib.classifier.evidence import BLOCK, Asked, Known, weigh
from warmline.lib.classifier.gate import Gate, Values, adapt, shipped
from warmline.lib.classifier.ridge import (
    OF_FEW,
    Fit,
    Floats,
    Places,
    Ridge,
    Texts,
    choose_landmarks,
    draw_in_turn,
)
from warmline.lib.classifier.sketching import count_and_sketch, sketch, words_of

#: The label of questions that no answer is right for.
OUT_OF_SCOPE: Final = ""
#: At most so many examples are left out in turn; more tell little more and cost time.
MOST_HELD_OUT: Final = 2000
#: Of more examples than this so many are drawn, of each label in turn one more: bounds time and memory (chosen by us).
MOST_EXAMPLES: Final = 50_000
#: Share of questions that no answer is meant for, while fewer are labelled so: a guess for a business that has not
#: labelled its traffic (chosen by us; CLINC150 has 18 %, the real bots of HINT3 36 to 69 %, which no guess replaces).
UNKNOWN_SHARE: Final = 0.03
#: So many questions labelled out of scope tell by themselves what such questions are like (chosen by us).
ENOUGH_STRANGE: Final = 30
#: From so many on they are at least this share of what is held out, however many other examples there are: they stand
#: for traffic, not for what the owner happened to write (chosen by us: CLINC150 asks 18 %, teaches 0.7 %).
ENOUGH_TO_STAND: Final = 100
STRANGE_SHARE: Final = 0.15
#: Where nothing tells better.
DEFAULT_SCOPE_LIMIT: Final = 0.5

Encode = Callable[[Sequence[str]], Floats]


@dataclass(frozen=True)
class Examples:
    """Labelled questions. titles: a name for people of each label, which counts as one more example of it."""

    texts: tuple[str, ...]
    labels: tuple[str, ...]
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Guess:
    """What a question may ask for: (label, probability that it is right), likeliest first, at most three."""

    candidates: tuple[tuple[str, float], ...]

    @property
    def label(self) -> str:
        return self.candidates[0][0] if self.candidates else OUT_OF_SCOPE

    @property
    def confidence(self) -> float:
        return self.candidates[0][1] if self.candidates else 0.0

    @property
    def in_scope(self) -> float:
        """Probability that any of the candidates is right."""
        return min(1.0, sum(confidence for _, confidence in self.candidates))


@dataclass(frozen=True)
class HeldOut:
    """What would have been said of labelled questions had they not been examples, with the gate not fitted on them.

    confidences, right: of each question's likeliest label.
    in_scope: the chance that any candidate is right. is_strange: none could be, as the question is labelled out of
    scope (2) or its whole label was left out too (1); else 0.
    """

    confidences: Values
    right: Values
    in_scope: Values
    is_strange: Values

    def scope_limit(self) -> float:
        """Below this chance a question counts as out of scope: where both kinds are told apart best on average."""
        is_labelled = self.is_strange == 2
        strange = is_labelled if is_labelled.sum() >= ENOUGH_STRANGE else self.is_strange > 0
        if not strange.any() or self.is_strange.all():
            return DEFAULT_SCOPE_LIMIT
        inside, outside = np.sort(self.in_scope[self.is_strange == 0]), np.sort(self.in_scope[strange])
        limits = np.unique(self.in_scope)
        kept = 1 - np.searchsorted(inside, limits) / len(inside)
        refused = np.searchsorted(outside, limits) / len(outside)
        return float(limits[np.argmax(kept + refused)])


@dataclass(frozen=True)
class Classifier:
    labels: tuple[str, ...]
    ridge: Ridge
    known: Known
    gate: Gate
    pieces: npt.NDArray[np.uint32]
    total: int
    vocabulary: frozenset[str]

    def guess(self, texts: Sequence[str], vectors: Floats) -> tuple[Guess, ...]:
        """texts with their encoder's vectors, (n, 384)."""
        if not self.labels or not texts:
            return tuple(Guess(()) for _ in texts)
        guesses: list[Guess] = []
        for start in range(0, len(texts), BLOCK):
            guesses += self._guesses(texts[start : start + BLOCK], vectors[start : start + BLOCK])
        return tuple(guesses)

    def _guesses(self, texts: Sequence[str], vectors: Floats) -> list[Guess]:
        asked = self.asked(texts, vectors)
        candidates, evidence = weigh(asked, self.known, self.ridge.scores(asked.texts))
        chances = among_rivals(in_order(self.gate(evidence)), candidates)
        return [self._guess(row, chance) for row, chance in zip(candidates, chances, strict=True)]

    def asked(self, texts: Sequence[str], vectors: Floats) -> Asked:
        words = [words_of(text) for text in texts]
        return _asked(words, Texts(vectors, sketch(words, self.pieces, self.total)), self.vocabulary)

    def _guess(self, row: Places, chances: Values) -> Guess:
        found = [
            (self.labels[label], float(chance))
            for label, chance in zip(row, chances, strict=True)
            if label >= 0
        ]
        return Guess(tuple(sorted(found, key=lambda one: -one[1])))


def learn(examples: Examples, encode: Encode, start: Gate | None = None) -> tuple[Classifier, HeldOut]:
    """A classifier of the examples, with held-out evidence of how well it knows."""
    rows = _Rows(examples, encode)
    if not rows.names:
        return rows.classifier(_KNOWS_NOTHING, start or shipped()), _NOTHING
    fit = Fit(rows.texts, rows.labels, choose_landmarks(rows.labels), len(rows.names))
    candidates, evidence, right, strange = _hold_out(rows, fit)
    gate, held = _adapt(start or shipped(), candidates, evidence, right, strange)
    return rows.classifier(fit.ridge, gate), held


def in_order(chances: Values) -> Values:
    """No candidate counts for more than one before it: scores tell better which is right, the gate how sure that is."""
    return np.asarray(np.minimum.accumulate(chances, axis=1))


def among_rivals(chances: Values, candidates: Places) -> Values:
    """Candidates of one question, of which only one can be right, reach 1 at most together."""
    chances = np.where(candidates >= 0, chances, 0.0)
    return np.asarray(chances / np.maximum(1.0, chances.sum(axis=1, keepdims=True)))


_KNOWS_NOTHING: Final = Ridge(OF_FEW, *(np.zeros((0, 0), np.float32) for _ in range(3)))
_NOTHING: Final = HeldOut(*(np.zeros(0) for _ in range(4)))


class _Rows:
    """The examples as numbers, sorted by label, those out of scope last, each label's title among them."""

    def __init__(self, examples: Examples, encode: Encode) -> None:
        self.names = tuple(
            sorted({label for label in examples.labels if label != OUT_OF_SCOPE} | set(examples.titles))
        )
        places = {name: number for number, name in enumerate(self.names)} | {OUT_OF_SCOPE: len(self.names)}
        rows = [
            (places[label], False, text) for text, label in zip(examples.texts, examples.labels, strict=True)
        ]
        rows += [(places[label], True, title) for label, title in examples.titles.items() if title.strip()]
        rows.sort(key=lambda row: row[0])
        numbers = np.array([row[0] for row in rows], np.intp)
        rows = [rows[place] for place in draw_in_turn(numbers, max(MOST_EXAMPLES, len(places)))]
        self.labels = np.array([row[0] for row in rows], np.intp)
        self.is_title = np.array([row[1] for row in rows], np.bool_)
        strings = [row[2] for row in rows]
        self.words = [words_of(text) for text in strings]
        self.pieces, letters = count_and_sketch(self.words)
        self.texts = Texts(encode(strings), letters)
        self.vocabulary = frozenset(word for words in self.words for word in words)
        starts = np.flatnonzero(np.diff(self.labels, prepend=-1))
        self.known = Known(self.texts, self.labels, starts, np.diff(np.append(starts, len(rows))))

    def classifier(self, ridge: Ridge, gate: Gate) -> Classifier:
        return Classifier(self.names, ridge, self.known, gate, self.pieces, len(self.words), self.vocabulary)

    def asked(self, places: Places) -> Asked:
        known = self.vocabulary - _rare_words(self.words)
        return _asked([self.words[place] for place in places], self.texts.at(places), known)


def _rare_words(texts: Sequence[Sequence[str]]) -> frozenset[str]:
    """Words of one example only: were it not there, they would be unknown."""
    seen: set[str] = set()
    again: set[str] = set()
    for text in texts:
        words = set(text)
        again |= words & seen
        seen |= words
    return frozenset(seen - again)


def _asked(words: Sequence[Sequence[str]], as_numbers: Texts, vocabulary: frozenset[str]) -> Asked:
    strange = [sum(word not in vocabulary for word in row) / max(1, len(row)) for row in words]
    return Asked(as_numbers, np.array(strange, np.float32), np.array([len(row) for row in words], np.float32))


def _hold_out(rows: _Rows, fit: Fit) -> tuple[Places, Floats, Values, Values]:
    """Candidates, evidence, whether each candidate is right, and for which rows nothing could be: all held out."""
    rng = np.random.default_rng(0)
    questions = _draw(np.flatnonzero(~rows.is_title), rows.labels == len(rows.names), rng)
    scores = fit.without_each(questions)
    strange = _strange_questions(rows, questions, rng)
    asked = np.concatenate([questions, *strange]).astype(np.intp)
    hidden: list[Places] = [np.array([place]) for place in questions]
    all_scores = [scores]
    for group in strange:
        whole = np.flatnonzero(rows.labels == rows.labels[group[0]])
        without = fit.without(whole)
        without[:, rows.labels[group[0]]] = -1.0
        all_scores.append(without[np.searchsorted(whole, group)])
        hidden += [whole] * len(group)
    candidates, evidence = weigh(rows.asked(asked), rows.known, np.concatenate(all_scores), hidden)
    truth = np.concatenate([rows.labels[questions], np.full(len(asked) - len(questions), -2)])
    right = (candidates == truth[:, None]).astype(np.float64)
    strange_kind = np.where(truth == len(rows.names), 2.0, np.where(truth == -2, 1.0, 0.0))
    return candidates, evidence, right, strange_kind


def _draw(questions: Places, is_outside: npt.NDArray[np.bool_], rng: np.random.Generator) -> Places:
    """At most MOST_HELD_OUT, those labelled out of scope first: too many of them is the careful side."""
    outside, inside = questions[is_outside[questions]], questions[~is_outside[questions]]
    outside = rng.permutation(outside)[: MOST_HELD_OUT // 3]
    most = MOST_HELD_OUT - len(outside)
    if len(outside) >= ENOUGH_TO_STAND:
        most = min(most, round(len(outside) * (1 / STRANGE_SHARE - 1)))
    inside = rng.permutation(inside)[:most]
    return np.sort(np.concatenate([outside, inside]))


def _strange_questions(rows: _Rows, questions: Places, rng: np.random.Generator) -> list[Places]:
    """Questions of some labels that are to be left out whole, so that nothing is right for them."""
    outside = int((rows.labels[questions] == len(rows.names)).sum())
    wanted = round(UNKNOWN_SHARE / (1 - UNKNOWN_SHARE) * (len(questions) - outside)) - outside
    groups: list[Places] = []
    if len(rows.names) < 3:
        return groups
    for label in rng.permutation(len(rows.names)):
        mine = questions[rows.labels[questions] == label]
        if wanted <= 0:
            break
        groups += [mine[:wanted]] if len(mine) else []
        wanted -= len(mine)
    return groups


def _adapt(
    start: Gate, candidates: Places, evidence: Floats, right: Values, strange: Values
) -> tuple[Gate, HeldOut]:
    """The gate after all questions, and held-out chances from gates that saw only the other half of them."""
    halves = np.random.default_rng(1).integers(0, 2, len(right))
    chances = np.zeros(candidates.shape)
    for half in (0, 1):
        chances[halves == half] = _fitted(start, candidates, evidence, right, halves != half)(
            evidence[halves == half]
        )
    chances = among_rivals(in_order(chances), candidates)
    order = np.argsort(-chances, axis=1, kind="stable")
    best = np.take_along_axis(chances, order, 1)
    good = np.take_along_axis(right, order, 1)
    held = HeldOut(best[:, 0], good[:, 0], chances.sum(axis=1), strange)
    return _fitted(start, candidates, evidence, right, np.ones(len(right), np.bool_)), held


def _fitted(
    start: Gate, candidates: Places, evidence: Floats, right: Values, rows: npt.NDArray[np.bool_]
) -> Gate:
    real = (candidates >= 0) & rows[:, None]
    return adapt(start, evidence[real], right[real])
