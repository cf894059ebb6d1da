"""What do a report and a comparison say, in the owner's words?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from warmline.learning.figures import number_in, percent
from warmline.lib.languages import say_number

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
        return Promise(_kept(report), _("Each correction in a conversation makes it surer."), True)
    if missing == NEVER:
        return Promise(
            _("The bot is careful: it cannot promise this yet, and more of the same questions will not do."),
            _(
                "Some answers are too much alike for it. Give them more ways of asking under Knowledge, "
                "or allow more wrong answers."
            ),
            False,
        )
    return Promise(
        _("The bot is careful: it cannot promise this yet.") + _still_needed(missing),
        _(
            "The quickest way: label recent questions one by one, with one key each. "
            "Teach in a conversation counts too."
        ),
        False,
    )


def careful_words(answer_at: float, careful_at: float) -> str:
    """What holds while nothing is promised; limits are 0 to 1."""
    limit = percent(max(answer_at, careful_at))
    return _(
        "Nothing is promised yet, so a careful limit is in force: the bot answers by itself only when it is at least "
        "{limit} sure. What it is less sure of, it lets the customer confirm by one tap."
    ).format(limit=limit)


def first_guess(report: Mapping[str, Any]) -> str:
    """One sentence on how often the likeliest answer is right; a few questions say little."""
    questions = int(number_in(report, "questions") or 0)
    if not questions:
        return ""
    if questions < FEW:
        return ngettext(
            "Only {count} question is labelled yet: too few to say how sure.",
            "Only {count} questions are labelled yet: too few to say how sure.",
            questions,
        ).format(count=questions)
    return ngettext(
        "On {count} labelled question that it had not seen, its first guess is right for {right}.",
        "On {count} labelled questions that it had not seen, its first guess is right for {right}.",
        questions,
    ).format(count=say_number(questions), right=percent(number_in(report, "right_first"), 1))


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
    verdict = (
        _("No worse than before: {after} right instead of {before}.")
        if comparison.get("is_no_worse")
        else _("Worse than before: {after} right instead of {before}.")
    ).format(after=percent(after, 1), before=percent(before, 1))
    counts = ngettext(
        "Of {count} question, {better} came out better and {worse} worse.",
        "Of {count} questions, {better} came out better and {worse} worse.",
        questions,
    ).format(count=say_number(questions), better=better, worse=worse)
    return f"{verdict} {counts}"


def calibrated(report: Mapping[str, Any]) -> str:
    """How far what it says lies from what is true, on average."""
    error = number_in(report, "error")
    return (
        ""
        if error is None
        else _("On average it is {points} points off.").format(points=say_number(100 * error, 1))
    )


def _kept(report: Mapping[str, Any]) -> str:
    questions = int(number_in(report, "questions") or 0)
    return ngettext(
        "At most {wrong} of 100 automatic answers are wrong: kept with {confidence} confidence on your "
        "{count} labelled question. The bot answers {share} of questions by itself.",
        "At most {wrong} of 100 automatic answers are wrong: kept with {confidence} confidence on your "
        "{count} labelled questions. The bot answers {share} of questions by itself.",
        questions,
    ).format(
        wrong=wrong_in_100(report) or "–",
        confidence=percent(number_in(report, "promise_confidence")),
        count=say_number(questions),
        share=percent(answered_in(report)),
    )


def _still_needed(missing: int) -> str:
    if missing <= 0:
        return ""
    needed = ngettext(
        "About {count} more labelled question is needed.",
        "About {count} more labelled questions are needed.",
        missing,
    )
    return f" {needed.format(count=say_number(missing))}"
