"""Where do real customers' messages end? Sends them through the Visitor API of an installation made from examples.

For each business of HINT3 (and for Bitext) a fresh installation gets one curated answer for each label, with
the label's training examples as phrases. The held-out messages (three in ten of each label, chosen by a hash
of the text; Bitext: its own validation part) are then sent, each in a conversation of its own, over HTTP.

    python benchmarks/real_input.py --shared ../shared/data [--most 300] [--markdown]
"""

import argparse
import csv
import gzip
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

HINT3 = ("curekart", "powerplay11", "sofmattress")
ENDS = (
    "answer with source",
    "question back",
    "person",
    "does not know, offers a person",
    "small talk",
    "nothing",
)


@dataclass(frozen=True)
class Example:
    text: str
    label: str
    response: str = ""


@dataclass(frozen=True)
class Outcome:
    example: Example
    end: str
    key: str
    said: str
    seconds: float


def read_rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hint3(shared: Path, bot: str) -> tuple[list[Example], list[Example]]:
    rows = [row for row in read_rows(shared / "hint3" / "train.csv.gz") if row["bot"] == bot]
    examples = [Example(row["text"], row["label"]) for row in rows]
    held_out = [one for one in examples if is_held_out(one.text)]
    return [one for one in examples if not is_held_out(one.text)], held_out


def is_held_out(text: str) -> bool:
    return hashlib.sha256(text.encode()).digest()[0] % 10 < 3


def bitext(shared: Path) -> tuple[list[Example], list[Example]]:
    parts = []
    for name in ("train", "valid"):
        rows = read_rows(shared / "bitext" / f"{name}.csv.gz")
        parts.append([Example(row["text"], row["intent"], row["response"]) for row in rows])
    return parts[0], parts[1]


SETUP = """
import json, sys, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from warmline.web.models import Business
from warmline.web.options import change
from warmline.knowledge.saving import AnswerDraft, save_all
given = json.load(sys.stdin)
Business.objects.create(pk=1, name=given["name"], bot_name="Assistant", timezone="UTC")
change("channels.conversations_per_minute", 100000)
change("channels.messages_per_minute", 100000)
save_all([], [AnswerDraft(**{**draft, "phrases": tuple(draft["phrases"])}) for draft in given["answers"]])
"""


def drafts(train: list[Example]) -> list[dict[str, Any]]:
    """One answer for each label, with at most 40 example phrases, as an owner might enter them."""
    by_label: dict[str, list[Example]] = defaultdict(list)
    for example in train:
        by_label[example.label].append(example)
    return [
        {
            "key": label.lower().replace("_", "-")[:80],
            "title": label.replace("_", " ").capitalize(),
            "text": examples[0].response or f"This is what we know about: {label.replace('_', ' ').lower()}.",
            "phrases": list(dict.fromkeys(example.text[:500] for example in examples))[:40],
        }
        for label, examples in sorted(by_label.items())
    ]


def run(name: str, train: list[Example], test: list[Example], most: int) -> list[Outcome]:
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "WARMLINE_DATA": folder, "DJANGO_SETTINGS_MODULE": "warmline.settings"}
        given = json.dumps({"name": name, "answers": drafts(train)})
        subprocess.run([sys.executable, "-c", SETUP], input=given, text=True, env=env, check=True)
        command = [
            sys.executable,
            "-m",
            "warmline.cli",
            "serve",
            "--data",
            folder,
            "--port",
            "20871",
            "--json",
        ]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout
            server.stdout.readline()
            with (
                httpx.Client(base_url="http://127.0.0.1:20871", timeout=30) as client,
                ThreadPoolExecutor(4) as pool,
            ):
                return list(pool.map(lambda example: send(client, example), test[:most]))
        finally:
            server.terminate()
            server.wait(10)


def send(client: httpx.Client, example: Example) -> Outcome:
    begun = client.post("/chat/conversations", json={}).json()
    path = f"/chat/conversations/{begun['id']}"
    headers = {"Authorization": f"Bearer {begun['token']}"}
    started = time.monotonic()
    body = {"client_id": str(uuid.uuid4()), "text": example.text}
    sent = client.post(f"{path}/messages", json=body, headers=headers)
    if sent.status_code != 201:
        return Outcome(example, "nothing", "", sent.text[:80], 0)
    number = sent.json()["number"]
    while time.monotonic() < started + 20:
        found = client.get(f"{path}/messages", params={"after": number}, headers=headers).json()
        if found:
            seconds = time.monotonic() - started
            return classify(client, path, headers, example, found[0], seconds)
        time.sleep(0.01)
    return Outcome(example, "nothing", "", "", 20)


def classify(
    client: httpx.Client,
    path: str,
    headers: dict[str, str],
    example: Example,
    message: dict[str, Any],
    seconds: float,
) -> Outcome:
    labels = [choice["label"] for choice in message["choices"] or []]
    said = message["text"]
    if message["sources"]:
        return Outcome(example, "answer with source", message["sources"][0]["title"], said, seconds)
    if len(labels) > 1:
        return Outcome(example, "question back", labels[0], said, seconds)
    if labels:
        # The customer takes the offer: it must bring a person.
        held = client.post(f"{path}/person", json={}, headers=headers).json()
        end = "does not know, offers a person" if held.get("holder") == "queue" else "nothing"
        return Outcome(example, end, "", said, seconds)
    again = client.post(f"{path}/person", json={}, headers=headers)
    is_with_people = again.status_code == 200
    return Outcome(example, "person" if is_with_people else "small talk", "", said, seconds)


def report(name: str, train: list[Example], outcomes: list[Outcome]) -> dict[str, Any]:
    ends = Counter(outcome.end for outcome in outcomes)
    answered = [outcome for outcome in outcomes if outcome.end == "answer with source"]
    right = sum(outcome.key == outcome.example.label.replace("_", " ").capitalize() for outcome in answered)
    times = sorted(outcome.seconds for outcome in outcomes)
    return {
        "set": name,
        "answers": len({example.label for example in train}),
        "messages": len(outcomes),
        **{end: ends[end] for end in ENDS},
        "right of answered": f"{right}/{len(answered)}",
        "p50_ms": round(1000 * times[len(times) // 2]),
        "p95_ms": round(1000 * times[int(len(times) * 0.95)]),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    parser.add_argument("--most", type=int, default=10_000)
    arguments = parser.parse_args()
    sets = {f"hint3 {bot}": hint3(arguments.shared, bot) for bot in HINT3}
    sets["bitext"] = bitext(arguments.shared)
    rows, examples = [], []
    for name, (train, test) in sets.items():
        outcomes = run(name, train, test, arguments.most)
        rows.append(report(name, train, outcomes))
        for end in ENDS:
            shown = [outcome for outcome in outcomes if outcome.end == end][:2]
            examples += [(name, end, one.example.text, one.key or one.said) for one in shown]
    print("| " + " | ".join(rows[0]) + " |\n|" + " --- |" * len(rows[0]))
    for row in rows:
        print("| " + " | ".join(str(value) for value in row.values()) + " |")
    print("\n| set | ended with | the customer wrote | and got |\n| --- | --- | --- | --- |")
    for name, end, text, got in examples:
        print(
            f"| {name} | {end} | {text[:90].replace('|', '/')} | {got[:110].replace('|', '/').replace(chr(10), ' ')} |"
        )


if __name__ == "__main__":
    main()
