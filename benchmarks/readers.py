"""How long does it take to read a message? All readers, with the encoder's runs and without.

    python benchmarks/readers.py /work/shared/data

CPU milliseconds of one thread on customers' questions of Bitext and Banking77, each with two earlier lines. Without:
the encoder has seen the message and its clauses before, so its part is looked up; what the readers remember is dropped.
"""

import csv
import gzip
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Final

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "warmline.settings")
import django

django.setup()
from warmline.conversations.turn import Line
from warmline.lib import encoder
from warmline.understanding.needs.opinions import opinions
from warmline.understanding.plain import plain
from warmline.understanding.readers import frustration, language
from warmline.understanding.reading_messages import read, readers

MESSAGES: Final = 600
#: So few that the encoder still remembers all of them, with their states.
BATCH: Final = 2
SETS: Final = ("bitext/valid", "banking77/train")


def main() -> None:
    data = Path(sys.argv[1])
    texts = [text for name in SETS for text in messages(data / f"{name}.csv.gz")[:MESSAGES]]
    read("Good morning, when are you open on Sunday?")
    cold, warm, runs = [], [], 0
    for start in range(0, len(texts), BATCH):
        batch = texts[start : start + BATCH]
        runs -= encoder.runs()
        cold += [milliseconds(text) for text in batch]
        runs += encoder.runs()
        forget()
        warm += [milliseconds(text) for text in batch]
    print(f"{runs / len(texts):.2f} runs of the encoder for a message")
    print(f"{len(readers())} readers, {len(texts)} messages, CPU ms: median, p99, most")
    for name, found in (("with the encoder", cold), ("without", warm)):
        print(f"{name}: {np.median(found):.2f} {np.percentile(found, 99):.2f} {max(found):.2f}")


def forget() -> None:
    for remembered in (opinions, plain, frustration._upset, language._read):
        remembered.cache_clear()


def milliseconds(text: str) -> float:
    history = tuple(
        Line(n, "customer", "", said, datetime.now(UTC))
        for n, said in enumerate(("hello", "are you there"), 1)
    )
    start = process_time()
    read(text, history)
    return 1000 * (process_time() - start)


def messages(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(dict.fromkeys(row["text"] for row in csv.DictReader(file)))


if __name__ == "__main__":
    main()
