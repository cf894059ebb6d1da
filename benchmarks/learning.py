"""How long from a correction to a changed answer, and how long does a fit take?

    python benchmarks/learning.py ../shared/data [--examples 20000]

A fresh installation on SQLite gets curated answers with so many phrases (training rows of CLINC150, BANKING77 and
HWU64). Then a person teaches one example, and the time is taken until
the search gives the taught answer: in the process that learns, and in another one that goes on answering, as a web
process does beside a worker. The classifier of `warmline lab answers` is fitted on the same rows.
"""

import argparse
import csv
import gzip
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID

import numpy as np

TAUGHT = "my gizmo went all wobbly overnight"
#: How often the other process is asked, as by its customers.
PAUSE_SECONDS = 0.2
SETS = (("clinc150", "label"), ("banking77", "label"), ("hwu64", "label"))


def read(data: Path, most: int) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, label in SETS:
        with gzip.open(data / name / "train.csv.gz", "rt", encoding="utf-8", newline="") as file:
            rows += [(r["text"], f"{name}-{r[label]}") for r in csv.DictReader(file) if r[label] != "oos"]
    rows = list(dict.fromkeys(rows))
    order = np.random.default_rng(0).permutation(len(rows))[:most]
    return [rows[place] for place in order]


def fit(rows: list[tuple[str, str]]) -> None:
    from warmline.lib import encoder
    from warmline.lib.classifier.classifier import Examples, learn

    texts, labels = zip(*rows, strict=True)
    known = dict(zip(texts, encoder.encode(texts), strict=True))
    examples = Examples(tuple(texts), tuple(labels))
    started, cpu = time.perf_counter(), time.process_time()
    learn(examples, lambda asked: np.stack([known[text] for text in asked]))
    seconds, used = time.perf_counter() - started, time.process_time() - cpu
    print(f"| fit of {len(rows)} examples | {seconds:.1f} s | {used:.1f} s |")


def correct(rows: list[tuple[str, str]]) -> None:
    from django.core.management import call_command

    from warmline.channels.line import Visitor
    from warmline.conversations.models import Kind, Message
    from warmline.knowledge.hearing import wait
    from warmline.knowledge.index import find
    from warmline.knowledge.models import Answer
    from warmline.knowledge.saving import AnswerDraft, save_all
    from warmline.learning.teaching import teach
    from warmline.learning.versions import find_live, learn_waiting
    from warmline.line import visitors
    from warmline.web.models import Business

    call_command("migrate", verbosity=0)
    Business.objects.create(pk=1, name="Benchmark", bot_name="Bot", timezone="UTC")
    phrases: dict[str, list[str]] = {}
    for text, label in rows:
        phrases.setdefault(label.replace("_", "-")[:80], []).append(text[:500])
    save_all([], [AnswerDraft(key, key, tuple(texts), key=key) for key, texts in phrases.items()])
    find("warm")
    wait()
    chat = UUID(visitors.begin(Visitor(name="Dana"))["id"])
    visitors.record(chat, "0123456789abcdef", TAUGHT)
    message = Message.objects.get(conversation=chat, kind=Kind.CUSTOMER)
    key = next(iter(phrases))
    with subprocess.Popen(
        [sys.executable, __file__, "--watch", key], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None and other.stdout.readline() == "ready\n"
        started, cpu, clock = time.perf_counter(), time.process_time(), time.time()
        teach(message, Answer.objects.get(key=key), "Bob")
        learn_waiting()
        found = find(TAUGHT)
        assert find_live() and found[0].key == key, found[0]
        seconds, used = time.perf_counter() - started, time.process_time() - cpu
        changed_at, its_cpu = map(float, other.stdout.readline().split())
    print(f"| correction to changed answer, {len(rows)} phrases | {seconds:.1f} s | {used:.1f} s |")
    print(
        f"| the same until another process gives it | {changed_at - clock:.1f} s | {its_cpu:.1f} s of its own |"
    )


def watch(key: str) -> None:
    """As another process: says when it is ready, then when its answer changed and what CPU that took, ear and all."""
    import django

    django.setup()
    from warmline.knowledge.hearing import wait
    from warmline.knowledge.index import edition_number, find

    find("warm")
    wait()
    edition = edition_number()
    print("ready", flush=True)
    while edition_number() == edition:
        time.sleep(PAUSE_SECONDS)
    cpu = time.process_time()
    while find(TAUGHT)[0].key != key:
        time.sleep(PAUSE_SECONDS)
    changed_at = time.time()
    find(TAUGHT)
    wait()
    print(changed_at, time.process_time() - cpu, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    parser.add_argument("--watch", metavar="KEY", help=argparse.SUPPRESS)
    parser.add_argument("--examples", type=int, default=20_000)
    options = parser.parse_args()
    if options.watch:
        watch(options.watch)
        return
    rows = read(options.data, options.examples)
    print("| what | elapsed | CPU |\n| --- | --- | --- |")
    fit(rows)
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"WARMLINE_DATA": folder, "DJANGO_SETTINGS_MODULE": "warmline.settings"}
        import django

        django.setup()
        correct(rows)
    print(f"Most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
