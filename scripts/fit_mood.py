"""How are encoder and n-grams mixed into calibrated moods? Writes understanding/mood/model.npz.

    /tmp/mood/bin/python scripts/fit_mood.py DATA OUT        (environment: see train_mood.py; after build_mood.py)

Everything here is fitted on the held-out slice of the training rows, with the logits of the shipped int8 graph: per
label a logistic map of encoder and n-gram score, shrunk towards one map for all labels, and the threshold best for F1.
"""

import sys
from pathlib import Path

import numpy as np
from mood_rows import EMOTIONS, Row, is_held_out, load_rows
from scipy.optimize import minimize

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
from warmline.lib.encoder import mood_logits
from warmline.understanding.mood.grams import grams

TARGET = ROOT / "src/warmline/understanding/mood/model.npz"
#: Strength of the pull towards the map that all labels share (chosen by us).
PULL = 20.0
#: Thresholds are taken from curves smoothed over this factor, so that a rare label does not follow a single row.
SMOOTHING = 1.35
LOWEST, HIGHEST = 0.06, 0.6


def quantise(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Signed square roots as int8, one scale per label: the many small weights stay apart, the largest whole."""
    scales = np.maximum(np.abs(weights).max(0), 1e-6) / 127**2
    return np.rint(np.sign(weights) * np.sqrt(np.abs(weights) / scales)).astype(np.int8), scales.astype(
        np.float32
    )


def whole(roots: np.ndarray) -> np.ndarray:
    return roots.astype(np.float32) * np.abs(roots.astype(np.float32))


def scores_of(rows: list[Row], weights: np.ndarray, scales: np.ndarray, biases: np.ndarray) -> np.ndarray:
    scores = []
    for row in rows:
        found = grams(row.text)
        scores.append((whole(weights[found.buckets]) * found.values[:, None]).sum(0) * scales + biases)
    return np.array(scores)


def fit_logistic(inputs: np.ndarray, targets: np.ndarray, centre: np.ndarray, pull: float) -> np.ndarray:
    """Weights of the columns of inputs; the last column is 1 and is pulled less."""
    strength = np.full(len(centre), pull)
    strength[-1] = 0.5

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        logits = inputs @ weights
        gap = weights - centre
        value = np.logaddexp(0, logits).sum() - targets @ logits + strength @ gap**2
        return value, inputs.T @ (1 / (1 + np.exp(-logits)) - targets) + 2 * strength * gap

    return minimize(loss, centre, jac=True, method="L-BFGS-B").x


def fit_emotions(parts: list[np.ndarray], targets: np.ndarray) -> np.ndarray:
    """Rows: one weight per part and one bias; columns: labels."""
    count = targets.shape[1]
    stacked = [np.stack([*(part[:, k] for part in parts), np.ones(len(targets))], 1) for k in range(count)]
    start = np.array([1 / len(parts)] * len(parts) + [0.0])
    shared = fit_logistic(np.concatenate(stacked), targets.T.reshape(-1), start, 0.0)
    return np.stack([fit_logistic(stacked[k], targets[:, k], shared, PULL) for k in range(count)], 1)


def fit_sentiment(parts: list[np.ndarray], targets: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Softmax over three classes: one weight per part, a bias per class."""
    count = len(parts)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        logits = sum(w * part for w, part in zip(weights[:count], parts, strict=True)) + weights[count:]
        logs = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
        slope = (np.exp(logs) - targets) * weight[:, None]
        inner = [(slope * part).sum() for part in parts]
        return -((targets * logs).sum(1) @ weight), np.concatenate([inner, slope.sum(0)])

    found = minimize(loss, np.array([1 / count] * count + [0.0] * 3), jac=True, method="L-BFGS-B").x
    return np.concatenate([np.repeat(found[:count, None], 3, 1), found[None, count:]])


def best_threshold(chances: np.ndarray, targets: np.ndarray) -> float:
    grid = np.geomspace(LOWEST, HIGHEST, 80)
    f1 = np.array([score_f1(chances >= at, targets) for at in grid])
    near = np.abs(np.log(grid[:, None] / grid)) < np.log(SMOOTHING)
    return float(grid[((near * f1).sum(1) / near.sum(1)).argmax()])


def score_f1(chosen: np.ndarray, targets: np.ndarray) -> float:
    return 2 * (chosen & (targets > 0)).sum() / max(1, chosen.sum() + (targets > 0).sum())


def main() -> None:
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    rows = load_rows(data)
    held = [row for row in rows if is_held_out(row.text)]
    fitted = np.load(out / "grams.npz")
    weights, scales = quantise(fitted["weights"])
    ngrams = scores_of(held, weights, scales, fitted["biases"])
    encoded = np.stack([mood_logits(row.text) for row in held]).astype(float)
    knows = np.array([row.has_emotions for row in held])
    emotions = np.array([row.emotions for row in held], float)[knows]
    sentiment = np.array([row.sentiment for row in held])
    weight = np.array([row.sentiment_weight for row in held])
    count = len(EMOTIONS)

    def fit(parts: list[np.ndarray]) -> np.ndarray:
        feelings = fit_emotions([part[knows, :count] for part in parts], emotions)
        return np.concatenate(
            [feelings, fit_sentiment([part[:, count:] for part in parts], sentiment, weight)], 1
        )

    mix, alone = fit([encoded, ngrams]), fit([ngrams])
    mixed = (mix[0] * encoded + mix[1] * ngrams + mix[2])[knows, :count]
    chances = 1 / (1 + np.exp(-mixed))
    thresholds = [best_threshold(chances[:, k], emotions[:, k]) for k in range(count)]
    rates = np.array([row.emotions for row in rows if row.has_emotions]).mean(0)
    np.savez(
        out / "held.npz", encoded=encoded, ngrams=ngrams, mixed=mix[0] * encoded + mix[1] * ngrams + mix[2]
    )
    np.savez_compressed(
        TARGET,
        weights=weights,
        scales=scales,
        biases=fitted["biases"],
        mix=mix.astype(np.float32),
        alone=alone.astype(np.float32),
        thresholds=np.array(thresholds, np.float32),
        rates=rates.astype(np.float32),
    )
    f1 = [score_f1(chances[:, k] >= thresholds[k], emotions[:, k]) for k in range(count)]
    print(f"held-out slice (fitted on it): macro-F1 {np.mean(f1):.4f}; {TARGET.stat().st_size} bytes")
    print("encoder, n-grams, bias:", np.round(mix.mean(1), 3), "thresholds", np.round(thresholds, 2))


if __name__ == "__main__":
    main()
