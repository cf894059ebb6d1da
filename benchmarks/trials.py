"""What would customers ask a small business? Makes knowledge and questions from open intent data sets."""

import csv
import gzip
import io
import math
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from warmline.knowledge.ranking import Entry, Index, Vectors, build, texts_to_encode
from warmline.knowledge.words import content_words
from warmline.lib import encoder

Rows = Mapping[str, Sequence[str]]
# Of the questions, chosen by us: in scope, near misses of the same source, and quite other matters.
IN_SCOPE, NEAR = 0.6, 0.25
# Of an answer, at most.
MOST_PHRASES = 40


@dataclass(frozen=True)
class Source:
    """Texts by intent: some to make knowledge of, some to ask; `strange` is what nobody should answer."""

    name: str
    knowledge: Rows
    questions: Rows
    strange: Sequence[str]
    bodies: Mapping[str, str]


@dataclass(frozen=True)
class Trial:
    """One business's knowledge and what it is asked: (text, key of the right entry or None)."""

    source: str
    entries: tuple[Entry, ...]
    questions: tuple[tuple[str, str | None], ...]


def read_rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path) as file:
        return list(csv.DictReader(io.TextIOWrapper(file, "utf-8", newline="")))


def group(rows: Sequence[Mapping[str, str]], label: str = "label") -> dict[str, list[str]]:
    texts: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        texts[row[label]].append(row["text"])
    return dict(texts)


def read_sources(data: Path, ask: str) -> dict[str, Source]:
    """Banking77, CLINC150 and HWU64; `ask` is "train" or "valid": which rows the questions come from."""
    banking = read_rows(data / "banking77/train.csv.gz")
    clinc = {part: read_rows(data / f"clinc150/{part}.csv.gz") for part in ("train", "valid")}
    hwu = {part: read_rows(data / f"hwu64/{part}.csv.gz") for part in ("train", "valid")}
    strange = [row["text"] for row in clinc[ask] if row["label"] == "oos"]
    parts: dict[str, dict[str, list[dict[str, str]]]] = {
        "banking77": {part: [r for r in banking if (r["valid"] == "1") == (part == "valid")] for part in hwu},
        "clinc150": {part: [r for r in rows if r["label"] != "oos"] for part, rows in clinc.items()},
        "hwu64": hwu,
    }
    return {
        name: Source(name, group(rows["train"]), group(rows[ask]), strange, {})
        for name, rows in parts.items()
    }


def read_bots(data: Path) -> dict[str, Source]:
    """HINT3: the examples of three small businesses' bots."""
    rows = read_rows(data / "hint3/train.csv.gz")
    bots = {
        bot: group([row for row in rows if row["bot"] == bot]) for bot in sorted({r["bot"] for r in rows})
    }
    return {bot: Source(bot, texts, texts, (), {}) for bot, texts in bots.items()}


def read_shops(data: Path) -> dict[str, Source]:
    """Never fitted on: Bitext (template answers as bodies) and NatCS insurance calls."""
    train, valid = (read_rows(data / f"bitext/{part}.csv.gz") for part in ("train", "valid"))
    bodies = {row["intent"]: row["response"] for row in train}
    calls = group(read_rows(data / "natcs_intents/train.csv.gz"), "intent")
    return {
        "bitext": Source("bitext", group(train, "intent"), group(valid, "intent"), (), bodies),
        "natcs": Source("natcs", calls, calls, (), {}),
    }


def make_trials(
    sources: Mapping[str, Source], count: int, questions: int, seed: int, traps: float = 0
) -> Iterator[Trial]:
    """`count` businesses in turn from each source, with 4 entries up to four fifths of its intents.

    `traps`: share of the questions in scope that become traps.
    """
    rng, chance = random.Random(seed), random.Random(seed + 1000)
    names = sorted(sources)
    for number in range(count):
        source = sources[names[number % len(names)]]
        others = [
            text
            for name in names
            if name != source.name
            for t in sources[name].questions.values()
            for text in t
        ]
        strange = [*source.strange * 3, *rng.sample(others, min(len(others), 300))]
        trial = make_trial(rng, source, strange, questions)
        asked = [
            set_trap(chance, q, strange) if q[1] and chance.random() < traps else q for q in trial.questions
        ]
        yield replace(trial, questions=tuple(asked))


def set_trap(
    rng: random.Random, question: tuple[str, str | None], strange: Sequence[str]
) -> tuple[str, str | None]:
    """The same question about another thing, which nobody answers: "do you sell bicycles" to a bakery."""
    words, other = question[0].split(), rng.choice(strange).split()
    ours = [place for place, word in enumerate(words) if len(word) > 3 and content_words(word)]
    theirs = [word for word in other if len(word) > 3 and content_words(word)]
    if not ours or not theirs:
        return question
    words[ours[-1]] = theirs[-1]
    return " ".join(words), None


def make_trial(rng: random.Random, source: Source, strange: Sequence[str], questions: int) -> Trial:
    labels = sorted(source.knowledge)
    size = round(math.exp(rng.uniform(math.log(4), math.log(0.8 * len(labels)))))
    kept = rng.sample(labels, size)
    usual, with_articles = math.exp(rng.uniform(0, math.log(MOST_PHRASES))), rng.random() < 0.5
    entries, used = [], set()
    for label in kept:
        phrases = draw_phrases(rng, source.knowledge[label], usual)
        used.update(phrases)
        entries.append(make_entry(rng, label, phrases, source.bodies.get(label, ""), with_articles))
    asked = [draw_question(rng, source, kept, strange, used) for _ in range(questions)]
    return Trial(source.name, tuple(entries), tuple(question for question in asked if question))


def whole_sets(
    sources: Mapping[str, Source], most_asked: int, numbers: Sequence[int]
) -> dict[str, list[Trial]]:
    """One business of all intents of each source for each number of phrases, asked questions it has not seen.

    A fifth of the questions is out of scope where the source has such.
    """
    trials = {}
    for name, source in sources.items():
        for shots in numbers:
            rng = random.Random(7)
            used, entries, held = set(), [], []
            for label in sorted(source.knowledge):
                texts = rng.sample(list(source.knowledge[label]), len(source.knowledge[label]))
                # HINT3 has no validation rows: a third of each intent is asked.
                is_split = source.knowledge is source.questions
                apart = len(texts) // 3 if is_split else 0
                held += [(text, label) for text in texts[:apart]]
                phrases = texts[apart : apart + shots] if shots else texts[apart:]
                used.update(phrases)
                entries.append(make_entry_of(label, phrases))
            if not held:
                held = [(t, label) for label, ts in source.questions.items() for t in ts]
            asked: list[tuple[str, str | None]] = [one for one in held if one[0] not in used]
            asked = rng.sample(asked, min(len(asked), most_asked))
            strange = rng.sample(list(source.strange), min(len(source.strange), len(asked) // 4))
            asked += [(text, None) for text in strange]
            trials[f"{name}, {shots or 'all'}"] = [Trial(name, tuple(entries), tuple(asked))]
    return trials


def make_entry_of(label: str, phrases: Sequence[str]) -> Entry:
    return Entry(label, "answer", label.replace("_", " ").replace("-", " ").lower(), "", tuple(phrases))


def draw_phrases(rng: random.Random, texts: Sequence[str], usual: float) -> list[str]:
    """Around the business's usual number, and never so many that none is left to ask."""
    number = min(MOST_PHRASES, max(1, round(usual * math.exp(rng.gauss(0, 0.5)))), max(1, len(texts) // 2))
    return rng.sample(list(texts), number)


def make_entry(rng: random.Random, label: str, phrases: list[str], body: str, with_articles: bool) -> Entry:
    words = label.replace("_", " ").replace("-", " ").lower()
    title = words if rng.random() < 0.7 else phrases[0]
    if with_articles and rng.random() < 0.5:
        return Entry(label, "article", title, body or ". ".join(phrases[:5]))
    return Entry(label, "answer", title, body, tuple(phrases))


def draw_question(
    rng: random.Random, source: Source, kept: Sequence[str], strange: Sequence[str], used: set[str]
) -> tuple[str, str | None] | None:
    """A question and the key of its answer; None if the text drawn stands in the knowledge itself."""
    kind = rng.random()
    if kind > IN_SCOPE + NEAR and strange:
        return rng.choice(strange), None
    left_out = [label for label in source.questions if label not in kept]
    label = rng.choice(kept if kind < IN_SCOPE or not left_out else left_out)
    if not source.questions.get(label):
        return None
    text = rng.choice(source.questions[label])
    return None if text in used else (text, label if label in kept else None)


class Vectoriser:
    """Encodes each text once and keeps the vectors in a file between runs."""

    def __init__(self, file: Path) -> None:
        self.file = file.with_suffix(f".{encoder.version()}.npz")
        self.known: dict[str, Vectors] = {}
        if self.file.exists():
            stored = np.load(self.file)
            self.known = dict(zip(stored["texts"].tolist(), stored["vectors"], strict=True))

    def __call__(self, texts: Sequence[str]) -> Vectors:
        for text in texts:
            if text not in self.known:
                self.known[text] = encoder.encode([text])[0]
        return np.stack([self.known[text] for text in texts])

    def index(self, trial: Trial) -> Index:
        return build(trial.entries, [self(texts_to_encode(entry)) for entry in trial.entries])

    def save(self) -> None:
        np.savez(self.file, texts=np.array(list(self.known)), vectors=np.stack(list(self.known.values())))
