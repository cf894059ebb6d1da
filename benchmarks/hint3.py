"""What does `warmline lab answers` count on the three small businesses of HINT3?

    python benchmarks/hint3.py ../shared/data

Only what the builders of those bots wrote is at hand: no real traffic, and no question labelled out of scope. So two
things are counted, each five times, and averaged: held-out questions alone (five parts, each asked once), and the same
with a quarter of the intents never taught, whose questions are then out of scope. Near twins stand on both sides.
"""

import argparse
import csv
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from trials import read_bots

from warmline.lab.answers import Request, measure

PARTS: Final = 5
NEVER_TAUGHT: Final = 0.25
TARGET: Final = 0.95
Row = tuple[str, str]
Texts = Mapping[str, Sequence[str]]


def parts(by_label: Texts, untaught: float) -> Iterator[tuple[list[Row], list[Row]]]:
    """Rows to learn and rows to ask, of each label a fifth in turn; `untaught`: share of labels that are only asked."""
    for part in range(PARTS):
        rng = random.Random(part)
        labels = sorted(by_label)
        strange = set(rng.sample(labels, round(untaught * len(labels))))
        train: list[Row] = []
        test: list[Row] = []
        for label in labels:
            texts = random.Random(label).sample(list(by_label[label]), len(by_label[label]))
            test += [(text, "oos" if label in strange else label) for text in texts[part::PARTS]]
            if label not in strange:
                train += [(text, label) for at, text in enumerate(texts) if at % PARTS != part]
        yield train, test


def ask(train: Sequence[Row], test: Sequence[Row], folder: Path) -> dict[str, Any]:
    paths = [write(folder / f"{name}.csv", rows) for name, rows in (("train", train), ("test", test))]
    return measure(Request(*paths, target=TARGET), lambda *_: None)


def write(path: Path, rows: Sequence[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("text", "label"), *rows])
    return path


def report(name: str, found: Sequence[dict[str, Any]], kind: str) -> str:
    asked = np.array([one["rows"]["test"] for one in found], float)

    def mean(*keys: str) -> float:
        values = []
        for one in found:
            value: Any = one
            for key in keys:
                value = value[key] if value else None
            values.append(np.nan if value is None else value)
        known = ~np.isnan(values)
        return (
            float(np.average(np.array(values)[known], weights=asked[known])) if known.any() else float("nan")
        )

    promised = sum(one["promised"] for one in found)
    scope = "–" if found[0]["out_of_scope"] is None else f"{mean('out_of_scope', 'auroc'):.3f}"
    return (
        f"| {name}, {kind} | {int(asked.sum())} | {100 * mean('accuracy'):.1f} | {scope} | {mean('auroc_right'):.3f} "
        f"| {100 * mean('expected_calibration_error'):.1f} | {100 * mean('best_share_at', '95%'):.0f} "
        f"| {100 * mean('best_share_at', '98%'):.0f} | {promised} of {len(found)} "
        f"| {100 * mean('share_automated'):.0f} | {100 * mean('precision'):.1f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="folder with hint3")
    bots = read_bots(parser.parse_args().data)
    print("| bot | asked | accuracy in scope | AUROC scope | AUROC right | ECE | share at 95 % | at 98 % "
          "| 95 % promised | answered | of it right |\n|" + " --- |" * 11)  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        for name, source in bots.items():
            for kind, untaught in (("all taught", 0.0), ("a quarter never taught", NEVER_TAUGHT)):
                found = [ask(*pair, Path(folder)) for pair in parts(source.knowledge, untaught)]
                print(report(name, found, kind), flush=True)


if __name__ == "__main__":
    main()
