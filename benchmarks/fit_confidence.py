"""How sure may a hit be? Fits knowledge/confidence.json on open data, reports it on data never fitted on.

    python benchmarks/fit_confidence.py /work/shared/data --cache /tmp/vectors

Fitted on businesses made from the training rows of Banking77, CLINC150 and HWU64. Reported on their
validation rows, on HINT3 (three small businesses), Bitext and NatCS, all never fitted on, and on HINT3
cross-fitted bot by bot.
"""

import argparse
import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from trials import Trial, Vectoriser, make_trials, read_bots, read_shops, read_sources, whole_sets

from warmline.knowledge.confidence import FITTED, Evidence
from warmline.knowledge.ear import learn_ear, phrases_of
from warmline.knowledge.ranking import find_evidence, heard_scores
from warmline.lib.classifier.scoring import area, calibration_error, share_at

Floats = npt.NDArray[np.float64]
FEATURES = [field.name for field in fields(Evidence)]
HITS = 3
DEAF = 6
RIDGE = 1.0
QUESTIONS = 120
# How many phrases each answer has where whole sets are asked; 0 for all there are. Fitted on: fewer than all.
SHOTS, WHOLE_SHOTS = (1, 5, 10, 0), (5, 30)
# Share of the questions in scope that are turned into traps for fitting, chosen by us.
TRAPS = 0.1
# Chosen by us from the report: see docs/brain.md.
ANSWER_AT, ASK_AT = 0.85, 0.5


@dataclass(frozen=True)
class Rows:
    """One row per candidate: evidence, whether it is right, whether the search alone would weigh it, its question."""

    evidence: Floats
    right: Floats
    by_text: npt.NDArray[np.bool_]
    question: npt.NDArray[np.intp]
    source: npt.NDArray[np.str_]
    in_scope: npt.NDArray[np.bool_]

    def where(self, mask: npt.NDArray[np.bool_]) -> "Rows":
        return Rows(*(getattr(self, field.name)[mask] for field in fields(self)))


@dataclass(frozen=True)
class Map:
    intercept: float
    coefficients: Floats

    def __call__(self, evidence: Floats) -> Floats:
        return 1 / (1 + np.exp(-(self.intercept + evidence @ self.coefficients)))


def collect(trials: Iterable[Trial], vectoriser: Vectoriser) -> Rows:
    """The questions of a trial stand in no phrase of it, so what the ear hears of them is held out.

    Every DEAF-th business has no ear, as on the first questions after a start with very many phrases.
    """
    rows: list[tuple[Any, ...]] = []
    asked = 0
    for number, trial in enumerate(trials):
        index = vectoriser.index(trial)
        learned = None if number % DEAF == DEAF - 1 else learn_ear(phrases_of(index))
        for text, right in trial.questions:
            vector = vectoriser([text])[0]
            heard = None
            if learned:
                heard = heard_scores(index, learned.ear.keys, learned.ear.scores(text, vector))
            for rank, (key, evidence) in enumerate(find_evidence(index, text, vector, HITS, heard)):
                values = astuple(evidence)
                rows.append((values, key == right, rank < HITS, asked, trial.source, right is not None))
            asked += 1
    evidence, right, by_text, question, source, in_scope = zip(*rows, strict=True)
    return Rows(
        np.array(evidence),
        np.array(right, float),
        np.array(by_text),
        np.array(question),
        np.array(source),
        np.array(in_scope),
    )


def fit(rows: Rows) -> Map:
    """Logistic regression with a ridge on standardised evidence, by Newton's method."""
    mean, spread = rows.evidence.mean(0), rows.evidence.std(0) + 1e-9
    table = np.column_stack([np.ones(len(rows.right)), (rows.evidence - mean) / spread])
    ridge = np.diag([0.0, *[RIDGE] * len(mean)])
    weights = np.zeros(table.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (rows.right - chance) - ridge @ weights
        step = np.linalg.solve((table * (chance * (1 - chance))[:, None]).T @ table + ridge, slope)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    coefficients = weights[1:] / spread
    return Map(float(weights[0] - mean @ coefficients), coefficients)


def answered(rows: Rows, mapped: Map) -> tuple[Rows, Floats]:
    """The surest candidate of each question, with its confidence."""
    chance = among_rivals(mapped(rows.evidence), rows.question)
    order = np.lexsort((-chance, rows.question))
    first = order[np.flatnonzero(np.diff(rows.question[order], prepend=-1))]
    mask = np.zeros(len(chance), np.bool_)
    mask[first] = True
    return rows.where(mask), chance[mask]


def among_rivals(chance: Floats, question: npt.NDArray[np.intp]) -> Floats:
    """As `search` does it: the three surest candidates of one question reach 1 at most together."""
    order = np.lexsort((-chance, question))
    starts = np.flatnonzero(np.diff(question[order], prepend=-1))
    place = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    best = np.zeros(len(chance))
    best[order] = np.where(place < HITS, chance[order], 0)
    sums = np.bincount(question, best)
    return chance / np.maximum(1, sums[question])


def report(title: str, rows: Rows, mapped: Map) -> str:
    """One line of the table in docs/brain.md."""
    best, top = answered(rows, mapped)
    right = best.right > 0
    parts = [
        f"{100 * right[best.in_scope].mean():.1f}",
        f"{area(top, right):.3f}",
        f"{calibration_error(top, right, 10):.3f}",
        f"{100 * share_at(top, right, 0.98):.0f}",
    ]
    for threshold in (0.95, 0.9, ANSWER_AT, 0.7):
        sure = top >= threshold
        parts.append(f"{100 * right[sure].mean():.1f} of {100 * sure.mean():.0f}" if sure.any() else "–")
    strange = (top >= ANSWER_AT)[~best.in_scope]
    parts.append(f"{100 * strange.mean():.1f}" if len(strange) else "–")
    return f"| {title} | " + " | ".join(parts) + " |"


def reliability(rows: Rows, mapped: Map) -> str:
    best, chance = answered(rows, mapped)
    lines = []
    for low in np.arange(0, 1, 0.1):
        inside = (chance >= low) & (chance < low + 0.1 + (low > 0.85))
        if inside.any():
            said, were = chance[inside].mean(), best.right[inside].mean()
            lines.append(f"| {low:.1f} to {low + 0.1:.1f} | {said:.2f} | {were:.2f} | {inside.sum()} |")
    return "\n".join(["| said | mean said | were right | questions |", "| --- | --- | --- | --- |", *lines])


def without_ear(rows: Rows) -> Rows:
    """The same questions as the search alone would weigh them."""
    deaf = rows.where(rows.by_text)
    evidence = deaf.evidence.copy()
    evidence[:, FEATURES.index("heard") :] = 0
    evidence[:, FEATURES.index("unheard")] = 1
    return replace(deaf, evidence=evidence)


def report_all(fitted: Map, deaf: Map, train: Rows, held: Mapping[str, Rows]) -> None:
    print(f"| data | hit@1 | AUROC | ECE | at 98 % | ≥ .95 | ≥ .9 | ≥ {ANSWER_AT} | ≥ .7 | strange |")
    print("| --- " * 10 + "|")
    for name, rows in held.items():
        print(report(f"{name}, all, no ear", without_ear(rows), deaf))
        print(report(f"{name}, all", rows, fitted))
        for source in sorted(set(rows.source)) if len(set(rows.source)) > 1 else ():
            print(report(f"{name}: {source}, no ear", without_ear(rows.where(rows.source == source)), deaf))
            print(report(f"{name}: {source}", rows.where(rows.source == source), fitted))
    for source in sorted(set(train.source)):
        others, here = fit(train.where(train.source != source)), held["validation"]
        print(report(f"{source}, fitted without it", here.where(here.source == source), others))
    bots = held["HINT3"]
    for bot in sorted(set(bots.source)):
        others = fit(bots.where(bots.source != bot))
        print(report(f"{bot}, fitted on the other two", bots.where(bots.source == bot), others))
    print("\n" + reliability(held["validation"], fitted))


def store(fitted: Map, rows: Rows) -> None:
    content = {
        "method": "logistic regression on evidence about the likeliest entries; benchmarks/fit_confidence.py",
        "data": "training rows of Banking77 (CC BY 4.0), CLINC150 (CC BY 3.0), HWU64 (CC BY 4.0)",
        "date": datetime.now(UTC).date().isoformat(),
        "rows": len(rows.right),
        "share_in_scope": round(float(rows.in_scope.mean()), 3),
        "intercept": round(fitted.intercept, 5),
        "coefficients": dict(zip(FEATURES, fitted.coefficients.round(5).tolist(), strict=True)),
        "thresholds": {"answer_at": ANSWER_AT, "ask_at": ASK_AT},
    }
    FITTED.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "data", type=Path, help="folder with banking77, clinc150, hwu64, hint3, bitext, natcs_intents"
    )
    parser.add_argument(
        "--cache", type=Path, required=True, help="file in which vectors are kept between runs"
    )
    parser.add_argument("--trials", type=int, default=240, help="businesses made of each part")
    parser.add_argument("--most-asked", type=int, default=600, help="questions asked of each whole set")
    parser.add_argument("--shops", action="store_true", help="also Bitext and NatCS")
    parser.add_argument("--dry", action="store_true", help="report only, keep confidence.json")
    options = parser.parse_args()
    vectoriser = Vectoriser(options.cache)
    data, count = options.data, options.trials
    sources = read_sources(data, "train")
    whole = whole_sets(sources, options.most_asked, WHOLE_SHOTS).values()
    businesses = make_trials(sources, count, QUESTIONS, seed=1, traps=TRAPS)
    train = collect(chain(businesses, *whole), vectoriser)
    fitted = fit(train)
    if not options.dry:
        store(fitted, train)
    valid = read_sources(data, "valid")
    held = {
        "validation": collect(make_trials(valid, count, QUESTIONS, seed=2), vectoriser),
        "with 20 % traps": collect(make_trials(valid, count // 4, QUESTIONS, seed=5, traps=0.2), vectoriser),
        "HINT3": collect(make_trials(read_bots(data), count // 2, QUESTIONS, seed=3), vectoriser),
    }
    if options.shops:
        held["other shops"] = collect(
            make_trials(read_shops(data), count // 2, QUESTIONS, seed=4), vectoriser
        )
    for name, trials in whole_sets({**valid, **read_bots(data)}, options.most_asked, SHOTS).items():
        held[name] = collect(trials, vectoriser)
    vectoriser.save()
    report_all(fitted, fit(without_ear(train)), train, held)


if __name__ == "__main__":
    main()
