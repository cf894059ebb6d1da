"""How are the heads made that hear a need in a message's meaning? Writes understanding/needs/heads.npz.

    python -m venv /tmp/needs && /tmp/needs/bin/pip install scikit-learn onnxruntime tokenizers
    /tmp/needs/bin/python scripts/train_needs.py /work/shared/data

Positive rows are sentences that we wrote (understanding/needs/examples.tsv) and the requests for a person in NLU++;
ordinary rows are the customers' questions of Banking77, CLINC150, HWU64, NatCS and NLU++ (all open licences), without
those labels that are needs themselves. Every tenth ordinary row is held out: it chooses the threshold.
"""

import csv
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np

SOURCE: Final = Path(__file__).parents[1] / "src"
sys.path.insert(0, str(SOURCE))

from sklearn.linear_model import LogisticRegression

from warmline.lib.encoder import encode, version

FOLDER: Final = SOURCE / "warmline" / "understanding" / "needs"
ORDINARY: Final = "none"
#: The middle of the settings that were tried; a row of ours weighs as much as five ordinary ones (chosen by us).
STRENGTH: Final = 3.0
WEIGHT: Final = 5.0
#: Share of the held-out ordinary questions that may sound an alarm (chosen by us).
FALSE_ALARMS: Final = 0.005
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


def main() -> None:
    data = Path(sys.argv[1])
    questions = list(dict.fromkeys(ordinary(data)))
    held_out = questions[::10]
    rows = [*ours(), *(("asked", text) for text in handoffs(data))]
    weights = [WEIGHT] * len(rows)
    rows += [(ORDINARY, text) for place, text in enumerate(questions) if place % 10]
    weights += [1.0] * (len(rows) - len(weights))
    labels = [label for label, _ in rows]
    model = LogisticRegression(C=STRENGTH, max_iter=300)
    model.fit(vectors([text for _, text in rows]), labels, sample_weight=weights)
    needs = [str(name) for name in model.classes_]
    calm = model.predict_proba(vectors(held_out))[:, needs.index(ORDINARY)]
    threshold = float(np.quantile(1 - calm, 1 - FALSE_ALARMS))
    save(model, needs, threshold)
    print(f"{len(rows)} rows, {len(held_out)} held out, threshold {threshold:.3f}")


def ours() -> Iterator[tuple[str, str]]:
    with (FOLDER / "examples.tsv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row["need"], row["text"]


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


def vectors(texts: list[str]) -> np.ndarray[Any, Any]:
    return np.concatenate([encode(texts[start : start + 256]) for start in range(0, len(texts), 256)])


def save(model: LogisticRegression, needs: list[str], threshold: float) -> None:
    np.savez_compressed(
        FOLDER / "heads.npz",
        needs=np.array(needs),
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
