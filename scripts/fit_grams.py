"""How are the n-gram scores of mood fitted? Logistic regressions on hashed pieces of words, one per label.

    /tmp/mood/bin/python scripts/fit_grams.py DATA OUT        (environment: see train_mood.py)

Writes OUT/grams.npz: weights (buckets by 31 labels), biases, and the scores of the
held-out slice, which was not fitted on.
"""

import sys
import time
from pathlib import Path

import numpy as np
from mood_rows import EMOTIONS, Row, is_held_out, load_rows
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
from warmline.understanding.mood.grams import BUCKETS, grams

#: Inverse strength of the penalty, chosen on the held-out slice.
STRENGTH = 0.6


def features(texts: list[str]) -> csr_matrix:
    found = [grams(text) for text in texts]
    starts = np.cumsum([0, *(len(one.buckets) for one in found)])
    values = np.concatenate([one.values for one in found])
    buckets = np.concatenate([one.buckets for one in found])
    return csr_matrix((values, buckets, starts), shape=(len(texts), BUCKETS))


def rarity(matrix: csr_matrix) -> np.ndarray:
    """Inverse document frequency: folded into the weights after fitting."""
    counts = np.bincount(matrix.indices, minlength=BUCKETS)
    return (np.log((1 + matrix.shape[0]) / (1 + counts)) + 1).astype(np.float32) / 4


def fit_one(matrix: csr_matrix, targets: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, float]:
    """One label; targets between 0 and 1 count as a row on both sides."""
    yes, no = np.flatnonzero(targets * weights > 0), np.flatnonzero((1 - targets) * weights > 0)
    rows = np.concatenate([yes, no])
    labels = np.repeat([1, 0], [len(yes), len(no)])
    shares = np.concatenate([(targets * weights)[yes], ((1 - targets) * weights)[no]])
    model = LogisticRegression(C=STRENGTH, solver="liblinear", tol=0.005, intercept_scaling=3.0)
    model.fit(matrix[rows], labels, sample_weight=shares)
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def targets_of(rows: list[Row], label: int) -> tuple[np.ndarray, np.ndarray]:
    if label < len(EMOTIONS):
        return (
            np.array([row.emotions[label] for row in rows], float),
            np.array([row.has_emotions for row in rows], float),
        )
    targets = np.array([row.sentiment[label - len(EMOTIONS)] for row in rows])
    return targets, np.array([row.sentiment_weight for row in rows])


def main() -> None:
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    rows = load_rows(data)
    held = np.array([is_held_out(row.text) for row in rows])
    start = time.time()
    matrix = features([row.text for row in rows])
    scale = rarity(matrix[~held])
    learning = (matrix[~held] @ diags(scale)).tocsr()
    learning.sum_duplicates()
    kept = [row for row, is_held in zip(rows, held, strict=True) if not is_held]
    print(f"features of {len(rows)} rows in {time.time() - start:.0f} s", flush=True)
    weights, biases = np.zeros((BUCKETS, 31), np.float32), np.zeros(31, np.float32)
    for label in range(31):
        weights[:, label], biases[label] = fit_one(learning, *targets_of(kept, label))
        print(f"label {label} after {time.time() - start:.0f} s", flush=True)
    weights *= scale[:, None]
    scores = matrix[held] @ weights + biases
    np.savez(out / "grams.npz", weights=weights, biases=biases, held=np.flatnonzero(held), scores=scores)


if __name__ == "__main__":
    main()
