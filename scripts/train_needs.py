"""How are the heads made that hear a need in a message's meaning? Writes understanding/needs/heads.npz.

    python -m venv /tmp/needs && /tmp/needs/bin/pip install scikit-learn onnxruntime tokenizers
    /tmp/needs/bin/python scripts/train_needs.py /work/shared/data

Positive rows are sentences that we wrote (understanding/needs/examples.tsv) and the requests for a person in NLU++;
ordinary rows are ours that only sound like a need, the phrases of the playbooks' answers, and every fourth of the
customers' questions of Banking77, CLINC150, HWU64, NatCS and NLU++ (all open licences), without those labels that are
needs themselves. Some of ours are put beside an ordinary sentence, since a clause of a message is read in its context.
The threshold is chosen on rows that the heads were not fitted on, by parts of whole families: sentences that are alike
never stand on both sides.
"""

import csv
import gzip
import json
import random
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

SOURCE: Final = Path(__file__).parents[1] / "src"
sys.path.insert(0, str(SOURCE))

from sklearn.linear_model import LogisticRegression

from warmline.lib.encoder import version
from warmline.understanding.needs.pooling import pool_all

FOLDER: Final = SOURCE / "warmline" / "understanding" / "needs"
ORDINARY: Final = "none"
#: Strength of the regression, and what a row of ours weighs beside an ordinary one (cross-fitted by family).
STRENGTH: Final = 1.0
WEIGHT: Final = 2.5
EVERY: Final = 4
#: Share of rows of ours that are also read beside an ordinary sentence.
IN_CONTEXT: Final = 0.33
PARTS: Final = 3
#: From this cosine on two sentences are of one family.
ALIKE: Final = 0.6
#: Share that may sound an alarm, of ordinary questions and of our near misses (chosen by us).
FALSE_ALARMS, NEAR_ALARMS = 0.005, 0.05
#: Answers about reaching people, whose phrases may be a wish.
ABOUT_PEOPLE: Final = {"talk_to_someone", "reach_pharmacist", "contact", "opening_hours"}
#: Labels that teach nothing: their questions may well be a need, or are commands that only a voice assistant gets.
UNCLEAR: Final = {
    "banking77": {
        "compromised_card",
        "lost_or_stolen_card",
        "lost_or_stolen_phone",
        "cash_withdrawal_not_recognised",
        "card_payment_not_recognised",
        "direct_debit_payment_not_recognised",
        "card_swallowed",
    },
    "clinc150": {
        "report_fraud",
        "report_lost_card",
        "roadside_assistance",
        "oos",
        "account_blocked",
        "make_call",
    },
    "hwu64": set(),
    "natcs_intents": {"FileClaim", "ReportAutomobileAccident", "FindAgent"},
}


@dataclass(frozen=True)
class Rows:
    """features: a row each. family: rows alike share one; -1 for an ordinary question."""

    labels: list[str]
    features: np.ndarray[Any, Any]
    weights: np.ndarray[Any, Any]
    family: np.ndarray[Any, Any]


def main() -> None:
    data = Path(sys.argv[1])
    rows = gather(data)
    threshold = choose_threshold(rows)
    model = fit(rows, np.ones(len(rows.labels), bool))
    save(model, threshold)
    print(f"{len(rows.labels)} rows, threshold {threshold:.3f}")


def gather(data: Path) -> Rows:
    questions = list(dict.fromkeys(ordinary(data)))[::EVERY]
    known = [*ours(), *routine(), *(("asked", text) for text in handoffs(data))]
    asked = [(ORDINARY, whole(text)) for text in questions]
    mine = [(need, whole(text)) for need, text in known]
    family = families(np.stack([found for _, found in mine]))
    chance = random.Random(7)
    for number, (need, text) in enumerate(known):
        if chance.random() < IN_CONTEXT:
            beside = in_context(text, chance.choice(questions), chance.random() < 0.5)
            mine += [(need, found) for found in beside]
            family = np.append(family, [family[number]] * len(beside))
    labels = [label for label, _ in (*mine, *asked)]
    features = np.stack([found for _, found in (*mine, *asked)])
    weights = np.array([WEIGHT] * len(mine) + [1.0] * len(asked))
    return Rows(labels, features, weights, np.append(family, np.full(len(asked), -1)))


def whole(text: str) -> np.ndarray[Any, Any]:
    return next(pool_all(text, [(0, len(text))]))


def in_context(text: str, beside: str, is_first: bool) -> list[np.ndarray[Any, Any]]:
    """The two together, and the sentence alone as it is read in that company."""
    both = f"{text}. {beside}" if is_first else f"{beside}. {text}"
    start = both.index(text)
    return list(pool_all(both, [(0, len(both)), (start, start + len(text))]))


def families(features: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Each row joins the first row that it is like, or begins a family."""
    unit = features / np.linalg.norm(features, axis=1, keepdims=True).clip(1e-6)
    leaders: list[int] = []
    found = []
    for number, row in enumerate(unit):
        near = unit[leaders] @ row if leaders else np.zeros(0)
        if near.size and near.max() >= ALIKE:
            found.append(leaders[int(near.argmax())])
        else:
            leaders.append(number)
            found.append(number)
    return np.array(found)


def fit(rows: Rows, chosen: np.ndarray[Any, Any]) -> LogisticRegression:
    model = LogisticRegression(C=STRENGTH, max_iter=80)
    labels = np.array(rows.labels)[chosen]
    return model.fit(rows.features[chosen], labels, sample_weight=rows.weights[chosen])


def choose_threshold(rows: Rows) -> float:
    """Out of fold: at most so many of the ordinary questions and of our near misses sound an alarm."""
    part = np.where(rows.family < 0, np.arange(len(rows.family)), rows.family * 7919) % PARTS
    labels, needed = np.array(rows.labels), np.zeros(len(rows.labels))
    said = np.empty(len(rows.labels), object)
    for number in range(PARTS):
        model = fit(rows, part != number)
        chances = model.predict_proba(rows.features[part == number])
        none = list(model.classes_).index(ORDINARY)
        needed[part == number] = 1 - chances[:, none]
        chances[:, none] = 0
        said[part == number] = model.classes_[chances.argmax(1)]
    calm = labels == ORDINARY
    far, near = needed[calm & (rows.family < 0)], needed[calm & (rows.family >= 0)]
    threshold = float(max(np.quantile(far, 1 - FALSE_ALARMS), np.quantile(near, 1 - NEAR_ALARMS)))
    report(labels, needed, said, threshold)
    return threshold


def report(labels: Any, needed: Any, said: Any, threshold: float) -> None:
    calm = labels == ORDINARY
    print(f"{(needed[calm] >= threshold).mean():.4f} of the ordinary rows and near misses sound an alarm")
    for need in sorted(set(labels[~calm])):
        rows = labels == need
        heard = needed[rows] >= threshold
        print(f"{need}: heard {heard.mean():.3f}, as what it is {(heard & (said[rows] == need)).mean():.3f}")
    for low in np.arange(0, 1, 0.2):
        inside = (needed >= low) & (needed < low + 0.2 + 1e-9)
        print(
            f"said {needed[inside].mean():.2f}, were needs {(~calm[inside]).mean():.2f}, rows {inside.sum()}"
        )


def ours() -> Iterator[tuple[str, str]]:
    with (FOLDER / "examples.tsv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row["need"], row["text"]


def routine() -> Iterator[tuple[str, str]]:
    """What the playbooks answer, but for reaching people and complaining."""
    for path in sorted((SOURCE / "warmline" / "playbooks").glob("*/answers.toml")):
        for answer in tomllib.loads(path.read_text(encoding="utf-8"))["answer"]:
            if answer["key"] not in ABOUT_PEOPLE:
                yield from ((ORDINARY, text) for text in answer["phrases"] if "complain" not in text)


def ordinary(data: Path) -> Iterator[str]:
    for name, unclear in UNCLEAR.items():
        for row in _csv(data / name / "train.csv.gz"):
            if row.get("label", row.get("intent")) not in unclear:
                yield row["text"]
    for row in _dialogues(data):
        if not {"handoff", "lost_stolen"} & set(row["intents"]):
            yield row["text"]


def handoffs(data: Path) -> list[str]:
    return [row["text"] for row in _dialogues(data) if "handoff" in row["intents"]]


def save(model: LogisticRegression, threshold: float) -> None:
    np.savez_compressed(
        FOLDER / "heads.npz",
        needs=np.array([str(name) for name in model.classes_]),
        weights=model.coef_.astype(np.float16),
        bias=model.intercept_.astype(np.float32),
        threshold=np.float32(threshold),
        encoder=np.array(version()),
    )


def _csv(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _dialogues(data: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(data / "nlupp" / "train.jsonl.gz", "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


if __name__ == "__main__":
    main()
