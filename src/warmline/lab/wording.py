"""What do the figures of the lab mean, for somebody who has never seen them?"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

#: One sentence for each figure, by its name in the JSON.
MEANINGS: Final[Mapping[str, str]] = {
    "train": "Questions it learned from.",
    "test": "Questions it was asked.",
    "valid": "Questions on which its limits were set.",
    "labels": "Different answers among them.",
    "rows": "How many were read.",
    "accuracy": "Share that is right, if nothing is left to people.",
    "macro_f1": "How well each kind is found, rare and frequent ones counting alike (1 is best).",
    "macro_recall": "Of each kind so much is found, on average over the kinds.",
    "micro_f1": "How well kinds are found, each message counting alike (1 is best).",
    "auroc": "Of one question in scope and one that is not, so often the first is thought likelier to be.",
    "in_scope_kept": "Share of the questions in scope that are taken for such.",
    "in_scope_accuracy": "Share of the questions in scope that are taken for such and get the right answer.",
    "fpr_at_95_recall": "Share of strange questions let through where 95 in 100 good ones are.",
    "auroc_right": "Of one right answer and one wrong, so often the right one has more confidence.",
    "target": "So much of what the bot answers by itself is to be right.",
    "promised": "Whether there is evidence enough to promise that.",
    "promise_confidence": "How sure the promise is.",
    "threshold": "The bot answers from this confidence on.",
    "share_automated": "Share of the questions that the bot answers by itself.",
    "precision": "Of what it does, so much is right.",
    "precision_interval": "Between these the precision lies, as far as so few questions can tell.",
    "missing_questions": "So many more questions with their answers are needed for a promise.",
    "share_asked_back": "Share at which it asks what was meant.",
    "share_to_person": "Share at which it says that it does not know, and offers a person.",
    "phrases_already": "Questions that are phrases in Knowledge already: they make the bot look better than it is.",
    "one_of_two_right": "Where it would not answer by itself, so often one of its two best guesses is right.",
    "recall": "Of what is needed, so much is done.",
    "f1": "Precision and recall in one figure (1 is best).",
    "expected_calibration_error": "How far its own estimate is from the truth (0 is best).",
    "ece": "How far its own estimate is from the truth (0 is best).",
    "not_covered": "Messages in a language that is not read; it says so.",
    "correlation": "How well the strength of a feeling agrees (1 is best).",
    "fit_seconds": "Learning took so long.",
    "build_seconds": "Reading the documents took so long.",
    "ms_p50": "Half of the messages take less than so many milliseconds.",
    "ms_p99": "Ninety-nine in a hundred take less.",
    "p50": "Half of the messages take less.",
    "p99": "Ninety-nine in a hundred take less.",
    "documents": "Documents that are searched.",
    "queries": "Questions that were asked.",
    "mrr@10": "How far up the first right document stands: 1 always first, 0.5 second, 0 not among ten.",
    "recall@1": "So often the first document found is right.",
    "recall@3": "So often a right one is among the first three.",
    "recall@5": "So often a right one is among the first five.",
    "conversations": "Conversations that were gone through.",
    "needed": "In so many of them a person was needed.",
    "brought": "In so many of them a person was brought.",
    "false_alarms_per_100": "People brought for nothing, in a hundred conversations.",
    "mean_turns_late": "Customer messages from the need to the person: below 0 the person came early.",
    "median_turns_late": "The same for the one in the middle.",
    "early": "So many came before the message at which they were needed.",
    "at_the_turn": "So many came exactly then.",
    "late": "So many came after it.",
    "on_time": "Share of those brought that came within one customer message of the need.",
    "f1_within_one_turn": "Like f1, but only who came within one customer message of the need counts.",
    "missed": "Here nobody came.",
    "false_alarms": "Here somebody came for nothing.",
    "auc": "So often, of a caller who gave up and one who did not, the first is thought likelier to.",
    "turns_counted_from": "The first turn of a conversation has this number in the file.",
}
#: A heading needs more than its name.
HEADINGS: Final[Mapping[str, str]] = {
    "out_of_scope": "questions that nothing answers",
    "expected": "as foreseen from what was held out",
    "best_share_at": "share that could be answered at this precision, had the right limit been known",
    "turns_late": "customer messages late, and how often",
    "per_reason": "which rule brought people, and how often rightly",
    "by_share_seen": "foreseen when so much of the call was heard",
    "milliseconds": "per message",
}
#: How much of a list is shown; all of it is for programs.
MOST_SHOWN: Final = 12


def in_words(found: Mapping[str, Any]) -> list[str]:
    """A line for each figure: name, value, what it means; a table where several things have the same figures."""
    return list(_lines(found, ""))


def _lines(found: Mapping[str, Any], indent: str) -> Iterator[str]:
    width = max((len(str(name)) for name in found), default=0)
    for name, value in found.items():
        if not isinstance(value, Mapping):
            yield f"{indent}{name!s:{width}}  {_figure(value):>8}  {MEANINGS.get(str(name), '')}".rstrip()
            continue
        yield f"{indent}{name}: {HEADINGS[name]}" if name in HEADINGS else f"{indent}{name}"
        yield from _table(value, f"{indent}  ") if _is_table(value) else _lines(value, f"{indent}  ")


def _is_table(value: Mapping[str, Any]) -> bool:
    return bool(value) and all(isinstance(row, Mapping) and row for row in value.values())


def _table(rows: Mapping[str, Mapping[str, Any]], indent: str) -> Iterator[str]:
    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    width = max(len(str(name)) for name in rows)
    yield indent + " " * width + "".join(f"  {column:>9}" for column in columns)
    for name, row in rows.items():
        cells = (f"  {_figure(row.get(column)):>{max(9, len(column))}}" for column in columns)
        yield f"{indent}{name!s:{width}}" + "".join(cells)


def _figure(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        more = f" and {len(value) - MOST_SHOWN} more" if len(value) > MOST_SHOWN else ""
        return (", ".join(map(str, value[:MOST_SHOWN])) or "none") + more
    return f"{value:.4g}" if isinstance(value, float) else str(value)
