"""What do the figures of the lab mean, for somebody who has never seen them?"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

#: One sentence for each figure, by its name in the JSON.
MEANINGS: Final[Mapping[str, str]] = {
    "accuracy": "So many questions get the right answer, if all are answered.",
    "macro_f1": "The same, with rare and frequent kinds counted alike (1 is best).",
    "macro_recall": "Of each kind so many are found, on average over the kinds.",
    "share_automated": "So many questions the bot would answer by itself.",
    "precision": "Of what it does, so much is right.",
    "recall": "Of what is needed, so much is done.",
    "f1": "Precision and recall in one figure (1 is best).",
    "expected_calibration_error": "So far its own estimate is from the truth (0 is best).",
    "ece": "So far its own estimate is from the truth (0 is best).",
    "fit_seconds": "Learning took so long.",
    "build_seconds": "Reading the documents took so long.",
    "ms_p50": "Half of the messages take less than so many milliseconds.",
    "ms_p99": "Ninety-nine in a hundred take less.",
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
    "on_time": "Of the needs that were met so many were met within one customer message.",
    "f1_within_one_turn": "The same, and only within one customer message of the need counts.",
    "early": "So many came before the message at which they were needed.",
    "at_the_turn": "So many came exactly then.",
    "late": "So many came after it.",
    "missed": "Here nobody came.",
    "false_alarms": "Here somebody came for nothing.",
    "auc": "So often, of a caller who gave up and one who did not, the first is thought likelier to.",
    "turns_counted_from": "The first turn of a conversation has this number in the file.",
}
#: How much of a list is shown; all of it is for programs.
MOST_SHOWN: Final = 12


def in_words(found: Mapping[str, Any]) -> list[str]:
    """A line for each figure: name, value, what it means."""
    return list(_lines(found, ""))


def _lines(found: Mapping[str, Any], indent: str) -> Iterator[str]:
    width = max((len(str(name)) for name in found), default=0)
    for name, value in found.items():
        if isinstance(value, Mapping):
            yield f"{indent}{name}"
            yield from _lines(value, f"{indent}  ")
        else:
            yield f"{indent}{name!s:{width}}  {_figure(value):>8}  {MEANINGS.get(str(name), '')}".rstrip()


def _figure(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, list):
        shown = ", ".join(map(str, value[:MOST_SHOWN]))
        return (
            (shown or "none") if len(value) <= MOST_SHOWN else f"{shown} and {len(value) - MOST_SHOWN} more"
        )
    return f"{value:.4g}" if isinstance(value, float) else str(value)
