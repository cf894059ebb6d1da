"""How well does the bot answer labelled questions that it has not seen? Each is asked of a search without it.

The questions are dealt into FOLDS; those of a fold are asked of the knowledge as it would be without any phrase of
theirs, and of the ear as it would hear had it not learned them. So it is the product's own search that is measured, and
the promise rests on held-out questions alone.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from warmline.knowledge import ranking
from warmline.knowledge.asking import Prepared
from warmline.knowledge.ear import NO_EAR, Learned, learn_ear, phrases_of, plain
from warmline.knowledge.hearing import keep_ready
from warmline.knowledge.index import LiveIndex, Search, vectors_of
from warmline.knowledge.ranking import Vectors
from warmline.lib import encoder
from warmline.lib.classifier.guarantee import CONFIDENCE, Promise, interval, promise
from warmline.lib.classifier.scoring import calibration_error

FOLDS: Final = 5
Numbers: TypeAlias = npt.NDArray[Any]

#: At most so many questions are asked, the latest ones: more cost time and tell little (chosen by us).
MOST_ASKED: Final = 600
CURVE_POINTS: Final = 30
BINS: Final = 10


@dataclass(frozen=True)
class Question:
    """key: of the right answer, "" when none is right.

    is_real: a customer wrote it; the phrases that the owner wrote are asked too, but no promise rests on them.
    """

    text: str
    key: str
    is_real: bool = True


@dataclass(frozen=True)
class Outcome:
    """What the bot would have said first: with which confidence, and whether rightly."""

    question: Question
    confidence: float
    is_right: bool


@dataclass(frozen=True)
class Limits:
    """The limits in force, 0 to 1, and the least share of right answers wanted."""

    answer_at: float
    ask_back_at: float
    target: float


def ask_all(index: LiveIndex, questions: Sequence[Question]) -> tuple[Outcome, ...]:
    """Each question asked of the index without the phrases of its fold; in the order of the questions."""
    return _Asking(index, questions).outcomes(_learn(index))


def ask_both(
    old: LiveIndex, new: LiveIndex, questions: Sequence[Question]
) -> tuple[tuple[Outcome, ...], tuple[Outcome, ...]]:
    """The same of two indexes, of which the new one has some phrases more.

    One ear is learned for both, and it is worked out what it would hear without what is new (`Learned.without`).
    """
    learned, after = _learn(new), _Asking(new, questions)
    before = _Asking(old, questions, after.asked)
    return before.outcomes(learned, after.places.keys() - before.places.keys()), after.outcomes(learned)


def _learn(index: LiveIndex) -> Learned | None:
    """Kept ready, as it goes on listening if these phrases go live."""
    learned = learn_ear(phrases_of(index.ranked))
    if learned:
        keep_ready(learned.ear)
    return learned


@dataclass(frozen=True)
class _Asked:
    """tidied: each question's words as they are searched; vectors: one row for each question."""

    tidied: Sequence[str]
    vectors: Vectors


class _Asking:
    """Many questions for one index. places: of the entries in which each phrase stands, as `plain` gives it.

    asked: the same questions as another index of the same words prepared them.
    """

    def __init__(self, index: LiveIndex, questions: Sequence[Question], asked: _Asked | None = None) -> None:
        self.index, self.questions = index, questions
        self.places = _places(index)
        self.asked = asked or _prepare(index, questions)

    def outcomes(self, learned: Learned | None, unlearned: Collection[str] = ()) -> tuple[Outcome, ...]:
        """unlearned: phrases, as `plain` gives them, that the ear has learned and the index does not have."""
        found: dict[int, Outcome] = {}
        for fold in range(FOLDS):
            numbers = range(fold, len(self.questions), FOLDS)
            texts = {plain(self.questions[number].text) for number in numbers}
            if not texts:
                continue
            heard = learned.without(texts, unlearned) if learned else {}
            muted = _muted(self.index, self.places, texts)
            prepared = self._prepared(muted, numbers)
            for number in numbers:
                question = self.questions[number]
                ear = heard.get(plain(question.text)) or (learned.ear if learned else NO_EAR)
                found[number] = ask(Search(muted, ear, prepared), question)
        return tuple(found[number] for number in range(len(self.questions)))

    def _prepared(self, muted: LiveIndex, numbers: range) -> dict[str, Prepared]:
        """The cosines of all questions of a fold are one product."""
        if not muted.ranked.entries:
            return {}
        vectors = self.asked.vectors[numbers.start :: FOLDS]
        cosines = vectors @ muted.ranked.vectors.T
        return {
            self.questions[number].text: Prepared(self.asked.tidied[number], vector, near)
            for number, vector, near in zip(numbers, vectors, cosines, strict=True)
        }


def _prepare(index: LiveIndex, questions: Sequence[Question]) -> _Asked:
    """A question that is a phrase has its vector already."""
    wanted = {question.text for question in questions}
    known = {text: place for place, text in enumerate(index.ranked.texts) if text in wanted}
    vectors = [
        index.ranked.vectors[known[text]] if text in known else encoder.encode([text])[0]
        for text in (question.text for question in questions)
    ]
    tidied = [index.tidy(question.text) for question in questions]
    return _Asked(tidied, np.stack(vectors) if vectors else np.zeros((0, encoder.DIMENSIONS), np.float32))


def without(index: LiveIndex, texts: Collection[str], added: Sequence[tuple[str, str]] = ()) -> LiveIndex:
    """The knowledge as if these phrases had not been written, and as if (key, text) had been added.

    texts: as `plain` gives them. Entries of articles stay as they are.
    """
    return _muted(index, _places(index), texts, added)


def _places(index: LiveIndex) -> dict[str, set[int]]:
    places: dict[str, set[int]] = defaultdict(set)
    for number, entry in enumerate(index.ranked.entries):
        for phrase in entry.phrases:
            places[plain(phrase)].add(number)
    return places


def _muted(
    index: LiveIndex,
    places: Mapping[str, Collection[int]],
    texts: Collection[str],
    added: Sequence[tuple[str, str]] = (),
) -> LiveIndex:
    old, more = index.ranked, defaultdict(list)
    for key, text in added:
        more[f"answer:{key}"].append(text)
    entries = list(old.entries)
    vectors = [old.vectors[start:end] for start, end in pairwise(old.starts)]
    touched = {number for text in texts for number in places.get(text, ())}
    for number in touched | {old.numbers[key] for key in more if key in old.numbers}:
        start, end = old.starts[number : number + 2]
        entry = entries[number]
        entries[number] = _changed(entry, texts, more[entry.key])
        known = dict(zip(old.texts[start:end], vectors[number], strict=True))
        vectors[number] = vectors_of(entries[number], known)
    ranked = ranking.build(entries, vectors, like=old)
    return replace(index, ranked=ranked, unanswerable=index.unanswerable.without(texts))


def _changed(entry: ranking.Entry, texts: Collection[str], added: Sequence[str]) -> ranking.Entry:
    kept = [phrase for phrase in entry.phrases if plain(phrase) not in texts]
    return replace(entry, phrases=(*kept, *added))


def report(outcomes: Sequence[Outcome], limits: Limits, answers: int) -> dict[str, Any]:
    """What the page Learning shows; see docs/brain.md for each figure. The promise rests on real questions alone."""
    real = [outcome for outcome in outcomes if outcome.question.is_real]
    confidences = np.array([outcome.confidence for outcome in real])
    right = np.array([outcome.is_right for outcome in real], bool)
    kept = promise(confidences, right, limits.target)
    answer_at = max(limits.answer_at, kept.threshold or 0.0)
    known = [outcome for outcome in real if outcome.question.key]
    return {
        "questions": len(real),
        "answers": answers,
        "target": limits.target,
        "promise_confidence": CONFIDENCE,
        **_promised(kept),
        "right_first": _share([outcome.is_right for outcome in known]),
        "curve": _curve(confidences, right),
        "reliability": _reliability(confidences, right),
        "answered": _share(confidences >= answer_at),
        "asked_back": _share((confidences >= limits.ask_back_at) & (confidences < answer_at)),
        "to_person": _share(confidences < limits.ask_back_at),
        "error": round(calibration_error(confidences, right), 4),
    }


def ask(search: Search, question: Question) -> Outcome:
    """One question, as the bot would answer it first."""
    found = search.find(question.text)
    answered = {each.source_url for each in found if each.kind == "answer"} - {""}
    # An article that a found answer rests on is left to that answer, as the bot does.
    said = [each for each in found if each.kind == "answer" or each.url not in answered][:1]
    keys = [each.key if each.kind == "answer" else f"article:{each.key}" for each in said]
    if not keys:
        return Outcome(question, 0.0, False)
    is_right = bool(question.key) and keys[0] == question.key
    return Outcome(question, said[0].confidence, is_right)


def _promised(kept: Promise) -> dict[str, Any]:
    values = asdict(kept)
    return {name: values[name] for name in ("threshold", "share", "precision", "low", "high", "missing")}


def _curve(confidences: Numbers, right: Numbers) -> list[dict[str, float]]:
    order = np.argsort(-confidences, kind="stable")
    steps = np.linspace(1, len(order), CURVE_POINTS) if len(order) else np.zeros(0)
    points = []
    for count in np.unique(steps.astype(int)):
        good = int(right[order[:count]].sum())
        low, high = interval(good, int(count))
        points.append(
            {
                "threshold": round(float(confidences[order[count - 1]]), 4),
                "share": round(float(count) / len(order), 4),
                "precision": round(good / float(count), 4),
                "low": round(low, 4),
                "high": round(high, 4),
            }
        )
    return points


def _reliability(confidences: Numbers, right: Numbers) -> list[dict[str, float]]:
    place = np.minimum((confidences * BINS).astype(int), BINS - 1)
    rows = []
    for number in range(BINS):
        inside = place == number
        total, good = int(inside.sum()), int(right[inside].sum())
        if total:
            low, high = interval(good, total)
            said = round(float(confidences[inside].mean()), 4)
            rows.append({"said": said, "right": good / total, "low": low, "high": high, "questions": total})
    return rows


def _share(of: Any) -> float:
    return round(float(np.mean(of)), 4) if len(of) else 0.0
