"""Is what people would choose among three suggestions, are past cases rightly called alike, does the tone check err?

Usage: python benchmarks/copilot.py [folder of the data sets, by default /work/shared/data]
A new installation in a passing folder; nothing is left.
"""

import os
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from statistics import median

os.environ["WARMLINE_DATA"] = tempfile.mkdtemp(prefix="warmline-copilot-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "warmline.settings")
import django

django.setup()
import json

import numpy as np
from django.core.management import call_command
from trials import read_rows

from warmline.copilot.cases import MIDDLE, SLOPE, likeness_of
from warmline.copilot.suggesting import LEAST, MOST
from warmline.copilot.tone.checking import check_tone
from warmline.copilot.tone.concern import Reader
from warmline.knowledge.index import current_search
from warmline.knowledge.saving import AnswerDraft, save_all
from warmline.lib import encoder
from warmline.web.models import Business

#: Past cases for each kind of question, as a small business would have after some months.
CASES_EACH, QUESTIONS = 8, 300


def main() -> None:
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "/work/shared/data")
    tone(data)
    likeness(data)
    hits(data)


def tone(data: Path) -> None:
    """Texts of real or made-up agents hold next to nothing that hurts: what is named there is a false alarm."""
    texts = agents_texts(data)
    named = [(text, concern) for text in texts for concern in check_tone(text, Reader())]
    alarmed = len({text for text, _ in named})
    print(f"tone: {alarmed} of {len(texts)} agents' texts named ({alarmed / len(texts):.1%}): ", end="")
    print(dict(Counter(concern.kind for _, concern in named)))
    for text, concern in named[:8]:
        print(f"  {concern.kind}: {concern.words!r} in {text[:80]!r}")


def agents_texts(data: Path) -> list[str]:
    texts = [
        row["response"]
        for name in ("train", "valid")
        for row in read_rows(data / "bitext" / f"{name}.csv.gz")
    ]
    talks = json.loads((data / "abcd" / "abcd_sample.json").read_text())
    texts += [text for talk in talks for who, text in talk["original"] if who == "agent"]
    for path in sys.argv[2:]:
        rows = sqlite3.connect(path).execute("SELECT text FROM conversations_message WHERE kind = 'person'")
        texts += [text for (text,) in rows]
    return list(dict.fromkeys(texts))


def likeness(data: Path) -> None:
    """P(same question) by the cosine of the nearest past question, fitted on one set and tried on others."""
    for name, label, test in (
        ("banking77", "label", ""),
        ("bitext", "intent", "valid"),
        ("hint3", "label", ""),
    ):
        pairs = nearest(data / name, label, test)
        cosines, same = np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs], float)
        told = np.array([likeness_of(float(cosine)) for cosine in cosines])
        error = calibration_error(told, same)
        slope, middle = fit(cosines, same)
        print(f"likeness {name}: n={len(same)} same={same.mean():.2f} calibration error {error:.3f} ", end="")
        print(f"(fit here: slope {slope:.1f}, middle {middle:.2f}; in use {SLOPE}, {MIDDLE})")


def nearest(folder: Path, label: str, test: str) -> list[tuple[float, bool]]:
    rows = read_rows(folder / "train.csv.gz")
    asked = read_rows(folder / f"{test}.csv.gz") if test else rows[1::7]
    kept = set(map(id, asked))
    seen: Counter[str] = Counter()
    past = []
    labels = sorted({row[label] for row in rows})
    # Half of what is asked was never asked before: then nothing in the past is alike.
    new = set(labels[::2])
    for row in rows:
        if row[label] in new:
            continue
        seen[row[label]] += id(row) not in kept
        if id(row) not in kept and seen[row[label]] <= CASES_EACH:
            past.append(row)
    step = max(len(asked) // QUESTIONS, 1)
    vectors = encoder.encode([row["text"] for row in past])
    found = []
    for row in asked[::step][:QUESTIONS]:
        cosines = vectors @ encoder.encode([row["text"]])[0]
        best = int(np.argmax(cosines))
        found.append((float(cosines[best]), past[best][label] == row[label]))
    return found


def fit(cosines: np.ndarray, same: np.ndarray) -> tuple[float, float]:
    slope, middle = 10.0, 0.6
    for _ in range(4000):
        told = 1 / (1 + np.exp(-slope * (cosines - middle)))
        miss = told - same
        slope -= 20 * float(np.mean(miss * (cosines - middle)))
        middle -= 0.05 * float(np.mean(-miss * slope)) / max(slope, 1) * 2
    return slope, middle


def calibration_error(told: np.ndarray, same: np.ndarray) -> float:
    order = np.array_split(np.argsort(told), 10)
    return float(np.mean([abs(told[each].mean() - same[each].mean()) for each in order if len(each)]))


def hits(data: Path) -> None:
    """Is the answer of the right intent among the three? Bitext: 40 phrases each taught, unseen questions asked."""
    call_command("migrate", verbosity=0)
    Business.objects.create(pk=1, name="Trial", bot_name="Bot", timezone="UTC")
    phrases: dict[str, list[str]] = {}
    for row in read_rows(data / "bitext" / "train.csv.gz"):
        phrases.setdefault(row["intent"], []).append(row["text"][:500])
    drafts = [
        AnswerDraft(name.replace("_", " "), f"About {name}.", tuple(dict.fromkeys(texts))[:40], key=name)
        for name, texts in phrases.items()
    ]
    save_all([], drafts)
    asked = read_rows(data / "bitext" / "valid.csv.gz")[::2]
    search, first, among, shown, seconds = current_search(), 0, 0, 0, []
    for row in asked:
        began = time.perf_counter()
        found = [each for each in search.find(row["text"]) if each.confidence >= LEAST][:MOST]
        seconds.append(time.perf_counter() - began)
        shown += len(found)
        first += bool(found) and found[0].key == row["intent"]
        among += any(each.key == row["intent"] for each in found)
    count = len(asked)
    print(f"hits: n={count} first {first / count:.1%}, among three {among / count:.1%}, ", end="")
    print(f"{shown / count:.2f} shown; search {median(seconds) * 1000:.0f} ms (median, encoder included)")


if __name__ == "__main__":
    main()
