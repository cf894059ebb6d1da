"""How many needs of people are heard, by word lists alone and with the learned heads, and how often wrongly?

    python benchmarks/needs.py /work/shared/data

Sentences of tests/quality/needs.tsv, needs_fresh.tsv, needs_unseen.tsv and needs_heldout.tsv (ours, trained on by
nothing); for false alarms ordinary questions of HINT3, Bitext, CLINC150 and HWU64 (validation parts) without those
labels that are needs themselves.
"""

import csv
import gzip
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "warmline.settings")
import django

django.setup()
from warmline.understanding.needs.opinions import Opinions, opinions
from warmline.understanding.readers import frustration, sensitivity, urgency, wish

READERS: Final = (wish, sensitivity, urgency, frustration)
URGENT_AT, UPSET_AT = 0.5, 0.4
#: File, column of the label, labels that are needs or may well be.
ORDINARY: Final = {
    "hint3/train": (
        "label",
        {"CHAT_WITH_AGENT", "CHAT_WITH_AN_AGENT", "CALL_CENTER", "CONTACT_NUMBER"}
        | {"CONSULT_START", "DELAY_IN_PARCEL", "DELAY_IN_DELIVERY"},
    ),
    "bitext/valid": ("intent", {"contact_human_agent", "contact_customer_service", "complaint"}),
    "clinc150/valid": (
        "label",
        {"report_fraud", "report_lost_card", "roadside_assistance", "oos", "account_blocked"},
    ),
    "hwu64/valid": ("label", set()),
}


def main() -> None:
    data = Path(sys.argv[1])
    for name, opinion_of in (("word lists alone", lambda text: Opinions()), ("with the heads", opinions)):
        for module in READERS:
            module.opinions = opinion_of  # type: ignore[attr-defined]
        frustration._upset.cache_clear()
        print(f"\n{name}")
        report_needs(ours("needs.tsv"))
        for later in ("needs_fresh.tsv", "needs_unseen.tsv", "needs_heldout.tsv"):
            print(f"  {later}:")
            report_needs(ours(later))
        for path, (column, needs) in ORDINARY.items():
            report_alarms(path, [text for text, label in rows(data, path, column) if label not in needs])
        for path, column, label in (
            ("hint3/train", "label", "CHAT_WITH_AG"),
            ("hint3/train", "label", "CHAT_WITH_AN"),
            ("bitext/valid", "intent", "contact_human"),
        ):
            asked = [text for text, found in rows(data, path, column) if found.startswith(label)]
            print(f"  {path} {label}: {sum('wish' in heard(text) for text in asked)} of {len(asked)} heard")


def ours(name: str) -> list[tuple[str, str]]:
    with (ROOT / "tests" / "quality" / name).open(newline="", encoding="utf-8") as file:
        return [(row["need"], row["text"]) for row in csv.DictReader(file, delimiter="\t")]


def report_needs(sentences: Sequence[tuple[str, str]]) -> None:
    right: Counter[str] = Counter()
    for need, text in sentences:
        found = heard(text)
        right[need] += (not found) if need == "none" else need in found
    total = Counter(need for need, _ in sentences)
    for need in sorted(total):
        print(f"  {need}: {right[need]} of {total[need]}")
    needs = total.total() - total["none"]
    print(f"  all needs: {right.total() - right['none']} of {needs}")


def report_alarms(name: str, texts: Sequence[str]) -> None:
    alarms = Counter(need for text in texts for need in kinds(heard(text)))
    print(f"  {name}: {len(texts)} questions, alarms {dict(sorted(alarms.items()))}")


def heard(text: str) -> set[str]:
    found = {str(sensitivity.read(text).value)} - {""}
    found |= {"wish"} if wish.read(text).value else set()
    found |= {"urgency"} if urgency.read(text).value >= URGENT_AT else set()
    return found | ({"frustration"} if frustration.read(text).value >= UPSET_AT else set())


def kinds(found: set[str]) -> set[str]:
    plain = {"wish", "urgency", "frustration"}
    return (found & plain) | ({"matter"} if found - plain else set())


def rows(data: Path, name: str, column: str) -> Iterator[tuple[str, str]]:
    with gzip.open(data / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["text"], row[column]


if __name__ == "__main__":
    main()
