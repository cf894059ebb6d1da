"""How well does the bot answer labelled questions that it has not seen? Each is asked of a search without it.

The questions are dealt into FOLDS; those of a fold are asked of the knowledge as it would be without any phrase of
theirs, and of the ear as it would hear had it not learned them. So it is the product's own search that is measured, and
the promise rests on held-out questions alone.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from warmline.knowledge import ranking
from warmline.knowledge.ear import NO_EAR, Learned, learn_ear, phrases_of, plain
from warmline.knowledge.hearing import keep_ready
from warmline.knowledge.index import LiveIndex, Search, vectors_of
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
    return _ask_all(index, questions, _learn(index))


def ask_both(
    old: LiveIndex, new: LiveIndex, questions: Sequence[Question]
) -> tuple[tuple[Outcome, ...], tuple[Outcome, ...]]:
    """The same of two indexes, of which the new one has some phrases more.

    One ear is learned for both, and it is worked out what it would hear without what is new (`Learned.without`).
    """
    learned = _learn(new)
    return _ask_all(old, questions, learned, _phrases(new) - _phrases(old)), _ask_all(new, questions, learned)


def _learn(index: LiveIndex) -> Learned | None:
    """Kept ready, as it goes on listening if these phrases go live."""
    learned = learn_ear(phrases_of(index.ranked))
    if learned:
        keep_ready(learned.ear)
    return learned


def _phrases(index: LiveIndex) -> set[str]:
    return {plain(phrase) for entry in index.ranked.entries for phrase in entry.phrases}


def _ask_all(
    index: LiveIndex, questions: Sequence[Question], learned: Learned | None, unlearned: Collection[str] = ()
) -> tuple[Outcome, ...]:
    """unlearned: phrases, as `plain` gives them, that the ear has learned and the index does not have."""
    outcomes: list[Outcome] = []
    for fold in range(FOLDS):
        asked = [question for place, question in enumerate(questions) if place % FOLDS == fold]
        if not asked:
            continue
        texts = {plain(question.text) for question in asked}
        heard = learned.without(texts, unlearned) if learned else {}
        muted = without(index, texts)
        for question in asked:
            ear = heard.get(plain(question.text)) or (learned.ear if learned else NO_EAR)
            outcomes.append(ask(Search(muted, ear), question))
    order = {id(question): place for place, question in enumerate(questions)}
    return tuple(sorted(outcomes, key=lambda outcome: order[id(outcome.question)]))


def without(index: LiveIndex, texts: Collection[str], added: Sequence[tuple[str, str]] = ()) -> LiveIndex:
    """The knowledge as if these phrases had not been written, and as if (key, text) had been added.

    texts: as `plain` gives them. Entries of articles stay as they are.
    """
    more: dict[str, list[str]] = {}
    for key, text in added:
        more.setdefault(f"answer:{key}", []).append(text)
    old, known = index.ranked, index.vectors_by_text()
    entries = [_changed(entry, texts, more.get(entry.key, ())) for entry in old.entries]
    vectors = [
        old.vectors[old.starts[place] : old.starts[place + 1]]
        if entry is old.entries[place]
        else vectors_of(entry, known)
        for place, entry in enumerate(entries)
    ]
    return replace(index, ranked=ranking.build(entries, vectors, like=old))


def _changed(entry: ranking.Entry, texts: Collection[str], added: Sequence[str]) -> ranking.Entry:
    kept = [phrase for phrase in entry.phrases if plain(phrase) not in texts]
    if len(kept) == len(entry.phrases) and not added:
        return entry
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
