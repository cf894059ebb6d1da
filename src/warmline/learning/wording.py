"""What do a report and a comparison say, in the owner's words?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from warmline.learning.figures import many, number_in, percent

#: `missing` of a report: more questions of this kind would not make the promise possible.
NEVER: Final = -1
#: Fewer questions say little about how often the bot is right (chosen by us).
FEW: Final = 20


@dataclass(frozen=True)
class Promise:
    """What the bot keeps to, or why it cannot yet, and what the owner can do."""

    headline: str
    advice: str
    is_kept: bool


def promise_of(report: Mapping[str, Any]) -> Promise:
    missing = int(number_in(report, "missing") or 0)
    if number_in(report, "threshold") is not None and missing == 0:
        return Promise(_kept(report), "Each correction in a conversation makes it surer.", True)
    if missing == NEVER:
        return Promise(
            "The bot is careful: it cannot promise this yet, and more of the same questions will not do.",
            "Some answers are too much alike for it. Give them more ways of asking under Knowledge, "
            "or allow more wrong answers.",
            False,
        )
    return Promise(
        f"The bot is careful: it cannot promise this yet.{_still_needed(missing)}",
        "The quickest way: label recent questions one by one, with one key each. Teach in a conversation counts too.",
        False,
    )


def careful_words(answer_at: float, careful_at: float) -> str:
    """What holds while nothing is promised; limits are 0 to 1."""
    limit = percent(max(answer_at, careful_at))
    return (
        "Nothing is promised yet, so a careful limit is in force: the bot answers by itself only when it is at least "
        f"{limit} sure. What it is less sure of, it lets the customer confirm by one tap."
    )


def first_guess(report: Mapping[str, Any]) -> str:
    """One sentence on how often the likeliest answer is right; a few questions say little."""
    questions = int(number_in(report, "questions") or 0)
    if not questions:
        return ""
    if questions < FEW:
        are = "is" if questions == 1 else "are"
        return f"Only {many(questions, 'question')} {are} labelled yet: too few to say how sure."
    right = percent(number_in(report, "right_first"), 1)
    return f"On {many(questions, 'labelled question')} that it had not seen, its first guess is right for {right}."


def wrong_in_100(report: Mapping[str, Any]) -> str | None:
    """How many wrong ones the report was measured for: "2"."""
    target = number_in(report, "target")
    return None if target is None else f"{round(100 * (1 - target), 1):g}"


def answered_in(report: Mapping[str, Any]) -> float | None:
    """Share answered at the limits in force, which may be stricter than the promise asks for."""
    answered = number_in(report, "answered")
    return number_in(report, "share") if answered is None else answered


def compared(comparison: Mapping[str, Any]) -> str:
    """One or two sentences; empty when there is nothing to compare with."""
    before, after = number_in(comparison, "before"), number_in(comparison, "after")
    if before is None or after is None:
        return ""
    better, worse = (int(number_in(comparison, key) or 0) for key in ("better", "worse"))
    questions = int(number_in(comparison, "questions") or 0)
    verdict = "No worse than before" if comparison.get("is_no_worse") else "Worse than before"
    return (
        f"{verdict}: {percent(after, 1)} right instead of {percent(before, 1)}. "
        f"Of {many(questions, 'question')}, {better} came out better and {worse} worse."
    )


def calibrated(report: Mapping[str, Any]) -> str:
    """How far what it says lies from what is true, on average."""
    error = number_in(report, "error")
    return "" if error is None else f"On average it is {100 * error:.1f} points off."


def _kept(report: Mapping[str, Any]) -> str:
    questions = int(number_in(report, "questions") or 0)
    return (
        f"At most {wrong_in_100(report) or '–'} of 100 automatic answers are wrong: kept with "
        f"{percent(number_in(report, 'promise_confidence'))} confidence on your "
        f"{many(questions, 'labelled question')}. The bot answers {percent(answered_in(report))} "
        "of questions by itself."
    )


def _still_needed(missing: int) -> str:
    if missing <= 0:
        return ""
    return f" About {many(missing, 'more labelled question')} {'is' if missing == 1 else 'are'} needed."
