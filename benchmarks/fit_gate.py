"""How sure may a fresh classifier be? Fits lib/classifier/gate.json on open data: the gate before any own evidence.

    python benchmarks/fit_gate.py ../shared/data --cache /tmp/vectors

Small businesses are made from the training rows of Banking77, CLINC150 and HWU64 (benchmarks/trials.py: 4 to 120
answers of 1 to 20 phrases, 40 % of the questions out of scope, one in ten of the others a trap). What the validation
rows and HINT3 say is printed, never fitted on.
"""

import argparse
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from trials import Source, Trial, Vectoriser, make_trials, read_bots, read_sources

from warmline.lib.classifier.classifier import Classifier, Examples, among_rivals, in_order, learn
from warmline.lib.classifier.evidence import COLUMNS, weigh
from warmline.lib.classifier.gate import SHIPPED, Gate, adapt
from warmline.lib.classifier.scoring import area, calibration_error, share_at

Rows = tuple[np.ndarray, np.ndarray, np.ndarray]
FLAT = Gate(0.0, np.zeros(len(COLUMNS)), np.zeros(len(COLUMNS)), np.ones(len(COLUMNS)))


def collect(sources: Mapping[str, Source], vectors: Vectoriser, count: int, seed: int, traps: float) -> Rows:
    """Evidence (n, 3, columns), candidates' being right (n, 3), and the candidates, of all trials' questions."""
    found = [
        ask(trial, vectors) for trial in make_trials(sources, count, questions=200, seed=seed, traps=traps)
    ]
    evidence, right, candidates = zip(*found, strict=True)
    return np.concatenate(evidence), np.concatenate(right), np.concatenate(candidates)


def ask(trial: Trial, vectors: Vectoriser) -> Rows:
    classifier = fresh(trial, vectors)
    texts = [text for text, _ in trial.questions]
    asked = classifier.asked(texts, vectors(texts))
    candidates, evidence = weigh(asked, classifier.known, classifier.ridge.scores(asked.texts))
    number = {label: place for place, label in enumerate(classifier.labels)}
    truth = np.array([number[label] if label else -2 for _, label in trial.questions])
    return evidence, (candidates == truth[:, None]).astype(float), candidates


def fresh(trial: Trial, vectors: Vectoriser) -> Classifier:
    pairs = [(phrase, entry.key) for entry in trial.entries for phrase in entry.phrases]
    texts, labels = zip(*pairs, strict=True) if pairs else ((), ())
    titles = {entry.key: entry.title for entry in trial.entries}
    return learn(Examples(tuple(texts), tuple(labels), titles), vectors, FLAT)[0]


def report(name: str, rows: Rows, gate: Gate) -> str:
    evidence, right, candidates = rows
    chances = among_rivals(in_order(gate(evidence)), candidates)
    best = chances.argmax(1)
    top, good = chances.max(1), right[np.arange(len(best)), best]
    shares = [100 * share_at(top, good, precision) for precision in (0.98, 0.95)]
    return (
        f"| {name} | {100 * good.mean():.1f} | {area(top, good):.3f} | {calibration_error(top, good):.3f} "
        f"| {shares[0]:.0f} | {shares[1]:.0f} |"
    )


def store(gate: Gate, rows: Rows) -> None:
    content = {
        "method": "logistic regression on evidence about the three likeliest labels; benchmarks/fit_gate.py",
        "data": "training rows of Banking77 (CC BY 4.0), CLINC150 (CC BY 3.0), HWU64 (CC BY 4.0)",
        "date": datetime.now(UTC).date().isoformat(),
        "rows": len(rows[0]),
        "columns": list(COLUMNS),
        "intercept": round(gate.intercept, 5),
        **{
            name: [round(float(value), 5) for value in getattr(gate, name)]
            for name in ("coefficients", "mean", "spread")
        },
    }
    SHIPPED.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="folder with banking77, clinc150, hwu64, hint3")
    parser.add_argument(
        "--cache", type=Path, required=True, help="file in which vectors are kept between runs"
    )
    options = parser.parse_args()
    vectors = Vectoriser(options.cache)
    train = collect(read_sources(options.data, "train"), vectors, 240, seed=1, traps=0.1)
    real = train[2] >= 0
    table = train[0][real]
    start = Gate(0.0, np.zeros(len(COLUMNS)), table.mean(0), table.std(0) + 1e-6)
    gate = adapt(start, table, train[1][real], prior=1.0)
    store(gate, train)
    print("| data | first is right, % | AUROC | ECE | share at 98 % | share at 95 % |\n|" + " --- |" * 6)
    valid = collect(read_sources(options.data, "valid"), vectors, 120, seed=2, traps=0)
    bots = collect(read_bots(options.data), vectors, 90, seed=3, traps=0)
    vectors.save()
    for name, rows in (("fitted on", train), ("validation", valid), ("HINT3", bots)):
        print(report(name, rows, gate))


if __name__ == "__main__":
    main()
