"""How sure may a hit be? Fits knowledge/confidence.json on open data, reports it on data never fitted on.

    python benchmarks/fit_confidence.py /work/shared/data --cache /tmp/vectors

Fitted on businesses made from the training rows of Banking77, CLINC150 and HWU64. Reported on their
validation rows, on HINT3 (three small businesses), Bitext and NatCS, all never fitted on, and on HINT3
cross-fitted bot by bot.
"""

import argparse
import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
from trials import Source, Vectoriser, make_trials, read_bots, read_shops, read_sources

from warmline.knowledge.confidence import FITTED, Evidence
from warmline.knowledge.ranking import find_evidence

Floats = npt.NDArray[np.float64]
FEATURES = [field.name for field in fields(Evidence)]
HITS = 3
RIDGE = 1.0
# Share of the questions in scope that are turned into traps for fitting, chosen by us.
TRAPS = 0.1
# Chosen by us from the report: see docs/brain.md.
ANSWER_AT, ASK_AT = 0.85, 0.5


@dataclass(frozen=True)
class Rows:
    """One row per hit: evidence, whether it is right, its rank, its question, and where it comes from."""

    evidence: Floats
    right: Floats
    rank: npt.NDArray[np.intp]
    source: npt.NDArray[np.str_]
    in_scope: npt.NDArray[np.bool_]

    def where(self, mask: npt.NDArray[np.bool_]) -> "Rows":
        return Rows(
            *(column[mask] for column in (self.evidence, self.right, self.rank, self.source, self.in_scope))
        )


@dataclass(frozen=True)
class Map:
    intercept: float
    coefficients: Floats

    def __call__(self, evidence: Floats) -> Floats:
        return 1 / (1 + np.exp(-(self.intercept + evidence @ self.coefficients)))


def collect(
    sources: Mapping[str, Source], vectoriser: Vectoriser, trials: int, seed: int, traps: float = 0
) -> Rows:
    rows = []
    for trial in make_trials(sources, trials, questions=200, seed=seed, traps=traps):
        index = vectoriser.index(trial)
        for text, right in trial.questions:
            found = find_evidence(index, text, vectoriser([text])[0], HITS)
            for rank, (key, evidence) in enumerate(found):
                rows.append((astuple(evidence), key == right, rank, trial.source, right is not None))
    evidence, right, rank, source, in_scope = zip(*rows, strict=True)
    return Rows(
        np.array(evidence), np.array(right, float), np.array(rank), np.array(source), np.array(in_scope)
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


def report(title: str, rows: Rows, mapped: Map) -> str:
    """One line of the table in docs/brain.md."""
    chance = among_rivals(mapped(rows.evidence), rows.rank)
    first = rows.rank == 0
    top, right = chance[first], rows.right[first]
    parts = [
        f"{100 * right[rows.in_scope[first]].mean():.1f}",
        f"{area(top, right):.3f}",
        f"{calibration(top, right):.3f}",
    ]
    for threshold in (0.95, 0.9, ANSWER_AT, 0.7):
        sure = top >= threshold
        parts.append(f"{100 * right[sure].mean():.1f} of {100 * sure.mean():.0f}" if sure.any() else "–")
    strange = (top >= ANSWER_AT)[~rows.in_scope[first]].mean()
    return f"| {title} | " + " | ".join([*parts, f"{100 * strange:.1f}", asking(chance, rows)]) + " |"


def among_rivals(chance: Floats, rank: npt.NDArray[np.intp]) -> Floats:
    """As `search` does it: the hits of one question reach 1 at most together."""
    question = np.cumsum(rank == 0) - 1
    return chance / np.maximum(1, np.bincount(question, chance)[question])


def area(chance: Floats, right: Floats) -> float:
    """Area under the ROC curve: the chance that a right hit is surer than a wrong one."""
    order = np.argsort(chance, kind="stable")
    ranks = np.empty(len(chance))
    ranks[order] = np.arange(1, len(chance) + 1)
    positives = right.sum()
    return float(
        (ranks[right == 1].sum() - positives * (positives + 1) / 2) / (positives * (len(right) - positives))
    )


def calibration(chance: Floats, right: Floats, bins: int = 10) -> float:
    """Expected calibration error over bins of equal width."""
    place = np.minimum((chance * bins).astype(int), bins - 1)
    return float(sum(abs((chance - right)[place == b].sum()) for b in range(bins)) / len(right))


def asking(chance: Floats, rows: Rows) -> str:
    """Neither is sure enough to answer but both together are worth a question: how often one is right."""
    starts = np.flatnonzero(rows.rank == 0)
    starts = starts[(starts + 1 < len(rows.rank))]
    starts = starts[rows.rank[starts + 1] == 1]
    best, both = chance[starts], chance[starts] + chance[starts + 1]
    asked = (best < ANSWER_AT) & (both >= ASK_AT)
    fits = rows.right[starts] + rows.right[starts + 1]
    return f"{100 * fits[asked].mean():.0f} of {100 * asked.mean():.0f}"


def reliability(rows: Rows, mapped: Map) -> str:
    first = rows.rank == 0
    chance, right = among_rivals(mapped(rows.evidence), rows.rank)[first], rows.right[first]
    lines = []
    for low in np.arange(0, 1, 0.1):
        inside = (chance >= low) & (chance < low + 0.1 + (low > 0.85))
        if inside.any():
            said, were = chance[inside].mean(), right[inside].mean()
            lines.append(f"| {low:.1f} to {low + 0.1:.1f} | {said:.2f} | {were:.2f} | {inside.sum()} |")
    return "\n".join(["| said | mean said | were right | questions |", "| --- | --- | --- | --- |", *lines])


def report_all(fitted: Map, train: Rows, held: Mapping[str, Rows]) -> None:
    print(f"| data | hit@1 | AUROC | ECE | ≥ .95 | ≥ .9 | ≥ {ANSWER_AT} | ≥ .7 | strange | asked back |")
    print("| --- " * 10 + "|")
    for name, rows in held.items():
        print(report(f"{name}, all", rows, fitted))
        for source in sorted(set(rows.source)):
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
        "method": "logistic regression on evidence about the three best hits; benchmarks/fit_confidence.py",
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
    options = parser.parse_args()
    vectoriser = Vectoriser(options.cache)
    train = collect(read_sources(options.data, "train"), vectoriser, 240, seed=1, traps=TRAPS)
    fitted = fit(train)
    store(fitted, train)
    held = {
        "validation": collect(read_sources(options.data, "valid"), vectoriser, 240, seed=2),
        "with 20 % traps": collect(read_sources(options.data, "valid"), vectoriser, 60, seed=5, traps=0.2),
        "HINT3": collect(read_bots(options.data), vectoriser, 120, seed=3),
        "other shops": collect(read_shops(options.data), vectoriser, 120, seed=4),
    }
    vectoriser.save()
    report_all(fitted, train, held)


if __name__ == "__main__":
    main()
