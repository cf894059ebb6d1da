"""Will a caller ask for a person or hang up? Fits lab/calls.json on BETOLD and reports it cross-fitted.

python -m venv /tmp/fit && /tmp/fit/bin/pip install scikit-learn
PYTHONPATH=src /tmp/fit/bin/python scripts/fit_calls.py /work/shared/data/betold/valid.jsonl.gz
"""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, precision_recall_curve, precision_score, recall_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MaxAbsScaler

from warmline.lab.calls import Act, acts_of, features

TARGET = Path(__file__).parent.parent / "src" / "warmline" / "lab" / "calls.json"
FOLDS = 10
#: So much of a call is seen by the forecast of a call under way.
SEEN = (0.25, 0.5, 0.75, 1.0)
#: Features of fewer calls, and weights below this, are left out.
LEAST_CALLS, LEAST_WEIGHT = 3, 0.01
STRENGTH = 0.1


def main(path: Path) -> None:
    with gzip.open(path, "rt") as file:
        rows = [json.loads(line) for line in file]
    calls = [acts_of(row["turns"]) for row in rows]
    outcomes = np.array([row["luhf"] for row in rows])
    whole = fit("whole", calls, outcomes, (1.0,))
    so_far = fit("so_far", calls, outcomes, SEEN)
    TARGET.write_text(
        json.dumps({"whole": whole, "so_far": so_far}, sort_keys=True, separators=(",", ":")) + "\n"
    )


def fit(name: str, calls: list[tuple[Act, ...]], outcomes: np.ndarray, seen: tuple[float, ...]) -> dict:
    guesses = {share: np.zeros(len(calls)) for share in SEEN}
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(outcomes, outcomes):
        model = train_on([calls[i] for i in train], outcomes[train], seen)
        for share, guess in guesses.items():
            guess[test] = model.predict_proba([features(cut(calls[i], share)) for i in test])[:, 1]
    threshold = report(name, guesses, outcomes)
    return stored(train_on(calls, outcomes, seen), threshold)


def train_on(calls: list[tuple[Act, ...]], outcomes: np.ndarray, seen: tuple[float, ...]):
    rows = [features(cut(call, share)) for share in seen for call in calls]
    counts: dict[str, int] = {}
    for row in rows:
        for feature in row:
            counts[feature] = counts.get(feature, 0) + 1
    rows = [{name: value for name, value in row.items() if counts[name] >= LEAST_CALLS} for row in rows]
    model = make_pipeline(
        DictVectorizer(), MaxAbsScaler(), LogisticRegression(C=STRENGTH / len(seen), max_iter=5000)
    )
    return model.fit(rows, np.tile(outcomes, len(seen)))


def cut(call: tuple[Act, ...], share: float) -> tuple[Act, ...]:
    return call[: max(1, round(share * len(call)))]


def report(name: str, guesses: dict[float, np.ndarray], outcomes: np.ndarray) -> float:
    """The threshold of the best F1 on whole calls, cross-fitted; its F1 is therefore a little hopeful."""
    precision, recall, thresholds = precision_recall_curve(outcomes, guesses[1.0])
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    threshold = round(float(thresholds[int(np.argmax(f1[:-1]))]), 3)
    for share, guess in guesses.items():
        said = guess >= threshold
        print(
            f"{name}: {share:.0%} of the call seen: AUC {roc_auc_score(outcomes, guess):.3f}, at {threshold}: "
            f"F1 {f1_score(outcomes, said):.3f}, precision {precision_score(outcomes, said):.3f}, "
            f"recall {recall_score(outcomes, said):.3f}; at 0.5: F1 {f1_score(outcomes, guess >= 0.5):.3f}"
        )
    return threshold


def stored(model, threshold: float) -> dict:
    words, scale, regression = (step for _, step in model.steps)
    weights = regression.coef_[0] / scale.scale_
    names = words.get_feature_names_out()
    kept = {n: round(float(w), 4) for n, w in zip(names, weights, strict=True) if abs(w) >= LEAST_WEIGHT}
    return {"intercept": round(float(regression.intercept_[0]), 4), "threshold": threshold, "weights": kept}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
