"""How well is mood read? The validation rows as a Markdown table, beside simple recipes and under changes of writing.

    python benchmarks/mood.py DATA                what ships, with the project's own environment
    python benchmarks/mood.py DATA --references   the simple recipes instead, fitted now (needs scikit-learn)

DATA holds goemotions, patient_feedback and mams. Nothing that ships was fitted on the rows used here. Patient feedback
has no validation part: its rows are those that scripts/mood_rows.py holds out, which only the calibration saw.
"""

import argparse
import random
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]

from mood_rows import EMOTIONS, Row, goemotions, is_held_out, load_rows, mams

from warmline.lab.mood import measure_emotions, measure_sentiment
from warmline.lab.mood_labels import Sentiment
from warmline.lab.mood_scores import calibration_error, scores
from warmline.understanding.mood.model import Mood, read_mood

#: As many are also read under each change of writing.
CHANGED_ROWS = 2500
CLASSES = ("negative", "neutral", "positive")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("--references", action="store_true")
    options = parser.parse_args()
    rows = list(goemotions(options.data / "goemotions" / "valid.csv.gz"))
    if options.references:
        report_references(options.data, rows)
        return
    started = process_time()
    moods = [read_mood(row.text) for row in rows]
    pace = 1000 * (process_time() - started) / len(rows)
    report_emotions(rows, moods)
    report_sentiment("GoEmotions valid, rows of one side", rows, moods)
    report_feedback(options.data)
    report_mams(options.data)
    print(f"\nCPU per message, encoder included: {pace:.1f} ms on average")
    report_changes(rows[:CHANGED_ROWS], moods[:CHANGED_ROWS])


def names_of(row: Row) -> tuple[str, ...]:
    return tuple(name for name, is_there in zip(EMOTIONS, row.emotions, strict=True) if is_there)


def report_emotions(rows: Sequence[Row], moods: Sequence[Mood]) -> None:
    found = measure_emotions(moods, [names_of(row) for row in rows])
    print(f"GoEmotions valid, 28 labels, {len(rows)} rows: " + figures(found))
    print("\n| emotion | F1 | precision | recall | rows |\n| --- | --- | --- | --- | --- |")
    for name, each in sorted(found["per_label"].items(), key=lambda pair: -pair[1]["f1"]):
        print(
            f"| {name} | {each['f1']:.3f} | {each['precision']:.3f} | {each['recall']:.3f} | {each['rows']} |"
        )
    print()


def figures(found: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in found.items() if isinstance(value, float))


def report_sentiment(name: str, rows: Sequence[Row], moods: Sequence[Mood]) -> None:
    """Rows whose labels lie wholly on one side."""
    kept = [(mood, row) for mood, row in zip(moods, rows, strict=True) if max(row.sentiment) == 1]
    kept = [(mood, row) for mood, row in kept if row.sentiment_weight == 1]
    labels = [Sentiment(CLASSES[int(np.argmax(row.sentiment))], None) for _, row in kept]
    print(f"{name}, {len(kept)} rows: " + figures(measure_sentiment([mood for mood, _ in kept], labels)))


def report_feedback(data: Path) -> None:
    rows = [row for row in load_rows(data) if row.source == "feedback" and is_held_out(row.text)]
    moods = [read_mood(row.text) for row in rows]
    labels = [
        Sentiment(CLASSES[int(np.argmax(row.sentiment))], row.sentiment[2] - row.sentiment[0]) for row in rows
    ]
    print(f"Patient feedback, held out, {len(rows)} rows: " + figures(measure_sentiment(moods, labels)))


def report_mams(data: Path) -> None:
    """Only clauses whose aspects agree: whole sentences are mixed by design."""
    rows = [row for row in mams(data / "mams" / "term_valid.jsonl.gz") if max(row.sentiment) == 1]
    report_sentiment(
        "MAMS valid, clauses", [with_weight(row) for row in rows], [read_mood(r.text) for r in rows]
    )


def with_weight(row: Row) -> Row:
    return Row(row.text, row.source, row.emotions, row.has_emotions, row.sentiment, 1.0)


def report_changes(rows: Sequence[Row], moods: Sequence[Mood]) -> None:
    """The same rows written otherwise: what changes should be the writing alone."""
    print(
        "\n| written | rows changed | emotions macro-F1 | before | mean shift of sentiment | other side % |"
    )
    print("| --- | --- | --- | --- | --- | --- |")
    for name, change in CHANGES.items():
        chance = random.Random(5)
        pairs = [(row, mood, change(row.text, chance)) for row, mood in zip(rows, moods, strict=True)]
        pairs = [pair for pair in pairs if pair[2] != pair[0].text]
        labels, old = [names_of(row) for row, _, _ in pairs], [mood for _, mood, _ in pairs]
        new = [read_mood(text) for _, _, text in pairs]
        shift = np.array([b.polarity - a.polarity for a, b in zip(old, new, strict=True)])
        crossed = np.mean(
            [
                a.polarity * b.polarity < 0 and abs(a.polarity - b.polarity) > 0.5
                for a, b in zip(old, new, strict=True)
            ]
        )
        before, after = (measure_emotions(each, labels)["macro_f1"] for each in (old, new))
        print(
            f"| {name} | {len(pairs)} | {after:.3f} | {before:.3f} | {shift.mean():+.3f} | {100 * crossed:.1f} |"
        )


def misspell(text: str, chance: random.Random) -> str:
    """One slip in every third word of four letters or more: two letters swapped, or one lost."""

    def slip(word: re.Match[str]) -> str:
        written, at = word.group(), chance.randrange(1, len(word.group()) - 1)
        if chance.random() > 1 / 3:
            return written
        if chance.random() < 0.5:
            return written[:at] + written[at + 1] + written[at] + written[at + 2 :]
        return written[:at] + written[at + 1 :]

    return re.sub(r"[A-Za-z]{4,}", slip, text)


def replace_all(pairs: Sequence[tuple[str, str]]) -> Callable[[str, random.Random], str]:
    rules = [(re.compile(pattern, re.IGNORECASE), new) for pattern, new in pairs]

    def change(text: str, chance: random.Random) -> str:
        for pattern, new in rules:
            text = pattern.sub(new, text)
        return text

    return change


#: Marks of writing that say nothing of mood. They stand for dialects and learners only roughly.
CHANGES: dict[str, Callable[[str, random.Random], str]] = {
    "with slips of the keyboard": misspell,
    "small letters, no marks": replace_all([(r"[.,!?;:]", "")]),
    "marks of African American English": replace_all(
        [
            (r"\b(he|she|it)(?:'s| is) (\w+)ing\b", r"\1 be \2in"),
            (r"\b(you|they|we)(?:'re| are) ", r"\1 "),
            (r"\b(?:isn't|aren't|hasn't|haven't|am not|is not|are not)\b", "ain't"),
            (r"\b(\w{3,})ing\b", r"\1in'"),
            (r"\bgoing to\b", "finna"),
            (r"\bthe\b", "da"),
        ]
    ),
    "marks of Indian English": replace_all(
        [
            (r"\bplease\b", "kindly"),
            (r"\b(I|you|we|they) (know|think|want|like|love|have|need)\b", r"\1 \2 only"),
            (r"\b(?:don't|doesn't)\b", "not"),
            (r"\b(?:the|a|an) ", ""),
        ]
    ),
    "marks of learners": replace_all(
        [
            (r"\b(?:the|a|an) ", ""),
            (r"\b(he|she|it) (\w+)s\b", r"\1 \2"),
            (r"\b(?:is|are|am)\b", "be"),
            (r"\b(?:have|has) been\b", "was"),
            (r"\b(?:very|really)\b", "very much"),
        ]
    ),
}


def report_references(data: Path, valid: Sequence[Row]) -> None:
    """Recipes of an afternoon, thresholds from the same held-out slice of the training rows as ours."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction.text import TfidfVectorizer

    from warmline.lib import encoder

    rows = list(goemotions(data / "goemotions" / "train.csv.gz"))
    learning = [row for row in rows if not is_held_out(row.text)]
    held = [row for row in rows if is_held_out(row.text)]
    parts = [learning, held, list(valid)]
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True)
    texts = [[row.text for row in part] for part in parts]
    for kind in (words, letters):
        kind.fit(texts[0])
    ngrams = [hstack([words.transform(each), letters.transform(each)]).tocsr() for each in texts]
    fit_reference("word and letter n-grams", ngrams, parts)
    vectors = [csr_matrix(encoder.encode(each)) for each in texts]
    fit_reference("embedding", vectors, parts)
    fit_reference(
        "n-grams and embedding", [hstack(pair).tocsr() for pair in zip(ngrams, vectors, strict=True)], parts
    )


def fit_reference(name: str, matrices: Sequence[Any], parts: Sequence[Sequence[Row]]) -> None:
    from fit_mood import best_threshold
    from sklearn.linear_model import LogisticRegression

    truth = [np.array([row.emotions for row in part]) > 0 for part in parts]
    chances, said = np.zeros(truth[2].shape), np.zeros(truth[2].shape, bool)
    for label in range(len(EMOTIONS)):
        model = LogisticRegression(C=4.0, solver="liblinear", tol=0.01).fit(matrices[0], truth[0][:, label])
        held, valid = (model.predict_proba(each)[:, 1] for each in matrices[1:])
        chances[:, label] = valid
        said[:, label] = valid >= best_threshold(held, truth[1][:, label])
    found = scores(EMOTIONS, said, truth[2])
    ece = calibration_error(chances.reshape(-1), truth[2].reshape(-1))
    print(f"reference, {name}: " + figures(found) + f", ece {ece}", flush=True)


if __name__ == "__main__":
    main()
