"""Do questions that ask for the same fall into one gap? The threshold on training rows, then the rest: figures.

Usage: python benchmarks/gaps.py [folder of the data sets, by default /work/shared/data]
"""

import os
import resource
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "warmline.settings")
import django

django.setup()
import numpy as np
from trials import group, read_rows

from warmline.gaps.grouping import JOIN_AT, Groups
from warmline.lib import encoder
from warmline.lib.encoder import Vectors

#: A business's questions in each draw: so many topics, the first asked most often, the last once (Zipf, exponent 0.8).
TOPICS, MOST, DRAWS = (20, 60), 30, 6
THRESHOLDS = tuple(round(0.40 + step / 20, 2) for step in range(9))
MANY = 20_000


@dataclass(frozen=True)
class Score:
    """purity: share of questions that belong to their group's commonest topic. nmi: mutual information of groups and
    topics, normalised by the mean of their entropies. together: share of the pairs of one topic that stand in one
    group. grouped: share of questions that stand with another. groups: for each topic. All but the last: 0 to 1."""

    purity: float
    nmi: float
    together: float
    grouped: float
    groups: float


def main() -> None:
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "/work/shared/data")
    sets = read_sets(data)
    print(
        "\nThresholds on training rows (Banking77 without its validation rows, CLINC150 train), mean of both"
    )
    print_head("threshold")
    for join_at in THRESHOLDS:
        both = [mean(draws(sets[name], join_at)) for name in ("banking77 train", "clinc150 train")]
        print_line(f"{join_at:.2f}", mean(both))
    print(f"\nAt {JOIN_AT}, as it ships")
    print_head("rows")
    for name, topics in sets.items():
        print_line(name, mean(draws(topics, JOIN_AT)))
    measure_many(sets)


def read_sets(data: Path) -> dict[str, dict[str, Vectors]]:
    banking = read_rows(data / "banking77/train.csv.gz")
    rows: dict[str, Sequence[Mapping[str, str]]] = {
        "banking77 train": [row for row in banking if row["valid"] == "0"],
        "clinc150 train": known(read_rows(data / "clinc150/train.csv.gz")),
        "banking77 valid": [row for row in banking if row["valid"] == "1"],
        "clinc150 valid": known(read_rows(data / "clinc150/valid.csv.gz")),
        "hint3 (three small businesses)": [
            {"text": row["text"], "label": f"{row['bot']} {row['label']}"}
            for row in read_rows(data / "hint3/train.csv.gz")
        ],
    }
    return {
        name: {topic: encode(texts) for topic, texts in group(found).items()} for name, found in rows.items()
    }


def known(rows: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    return [row for row in rows if row["label"] != "oos"]


def encode(texts: Sequence[str]) -> Vectors:
    return encoder.encode(list(texts))


def draws(topics: Mapping[str, Vectors], join_at: float) -> list[Score]:
    return [
        score_of(*draw(topics, np.random.default_rng(seed), TOPICS[seed % len(TOPICS)]), join_at)
        for seed in range(DRAWS)
    ]


def draw(topics: Mapping[str, Vectors], random: np.random.Generator, count: int) -> tuple[Vectors, list[int]]:
    """Vectors in the order in which they are asked, and their topics."""
    names = random.choice(sorted(topics), min(count, len(topics)), replace=False)
    sizes = [max(1, int(MOST / (place + 1) ** 0.8)) for place in range(len(names))]
    rows = [
        (vector, topic)
        for topic, (name, size) in enumerate(zip(names, sizes, strict=True))
        for vector in random.permutation(topics[name])[:size]
    ]
    order = random.permutation(len(rows))
    return np.stack([rows[place][0] for place in order]), [rows[place][1] for place in order]


def score_of(vectors: Vectors, topics: Sequence[int], join_at: float) -> Score:
    groups = Groups()
    places = [groups.join(vector, join_at) for vector in vectors]
    table = np.zeros((max(topics) + 1, len(groups.sizes)))
    np.add.at(table, (topics, places), 1)
    table = table[table.sum(1) > 0]
    return Score(
        purity=float(table.max(0).sum() / table.sum()),
        nmi=mutual_information(table / table.sum()),
        together=pairs(table) / pairs(table.sum(1)),
        grouped=float(np.mean([groups.sizes[place] > 1 for place in places])),
        groups=table.shape[1] / table.shape[0],
    )


def mutual_information(share: np.ndarray) -> float:
    topic, place = share.sum(1), share.sum(0)
    there = share > 0
    mutual = (share[there] * np.log(share[there] / np.outer(topic, place)[there])).sum()
    return float(2 * mutual / (entropy(topic) + entropy(place)))


def entropy(share: np.ndarray) -> float:
    return float(-(share[share > 0] * np.log(share[share > 0])).sum())


def pairs(counts: np.ndarray) -> float:
    return float((counts * (counts - 1) / 2).sum())


def mean(scores: Sequence[Score]) -> Score:
    return Score(*(float(np.mean([getattr(score, each.name) for score in scores])) for each in fields(Score)))


def print_head(first: str) -> None:
    names = [each.name for each in fields(Score)]
    print(f"| {' | '.join([first, *names])} |\n|{' --- |' * (len(names) + 1)}")


def print_line(first: str, score: Score) -> None:
    shares = [f"{100 * getattr(score, each.name):.1f}" for each in fields(Score)[:-1]]
    print(f"| {' | '.join([first, *shares, f'{score.groups:.2f}'])} |", flush=True)


def measure_many(sets: Mapping[str, Mapping[str, Vectors]]) -> None:
    """All that there is, and the worst case: questions of which hardly two are alike."""
    real = np.concatenate([vectors for topics in sets.values() for vectors in topics.values()])
    random = np.random.default_rng(1)
    noise = random.standard_normal((MANY, encoder.DIMENSIONS)).astype(np.float32)
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    for name, vectors in (("real questions", random.permutation(real)[:MANY]), ("all unlike", noise)):
        groups, began = Groups(), time.process_time()
        for vector in vectors:
            groups.join(vector)
        took, room = time.process_time() - began, groups.directions.nbytes / 1e6
        print(
            f"\n{len(vectors):,} {name}: {len(groups.sizes):,} groups in {took:.1f} s of CPU, {room:.0f} MB of centres"
        )
    print(
        f"Memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, the data included"
    )


if __name__ == "__main__":
    main()
