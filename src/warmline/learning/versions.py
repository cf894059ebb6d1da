"""How does the bot get from what people taught to a version that is in use, and back to an earlier one?

In the background: what waits is sorted, the knowledge with and without it is asked the same held-out questions, and
it goes live only if it is no worse. What is refused changes nothing.
"""

import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models import Max, QuerySet

from warmline.decisions.models import Promise
from warmline.jobs.announcing import announce
from warmline.knowledge.index import LiveIndex, current_index
from warmline.knowledge.learned import replace_learned
from warmline.learning.comparing import Comparison, compare
from warmline.learning.errors import NoSuchVersion
from warmline.learning.measuring import MOST_ASKED, Limits, Outcome, Question, ask_all, report, without
from warmline.learning.models import Example, Version
from warmline.learning.sorting import Sorted, sort_out
from warmline.lib.time import now
from warmline.web.options import values

State, Status = Example.State, Version.Status
#: Of the owner's phrases so many are asked too, as anchors: a bad lesson makes them worse first (chosen by us).
MOST_ANCHORS: Final = 300


@dataclass(frozen=True)
class _Trial:
    """What a version would be made of, and how it was measured."""

    examples: tuple[Example, ...]
    report: dict[str, Any]
    comparison: Comparison | None
    seconds: float


def learn_waiting() -> None:
    """Learns what waits and forgets what was taken back; runs after each change, one at a time."""
    waiting = list(_examples().filter(state=State.WAITING).order_by("at", "id"))
    live = find_live()
    kept = [example for example in _of_version(live) if example.state == State.LEARNED]
    if not waiting and live is not None and len(kept) == len(live.examples):
        return
    started = time.perf_counter()
    index = current_index()
    lessons = sort_out(index, waiting)
    trial = _try_out(index, kept, lessons, started)
    with transaction.atomic():
        _flag(lessons)
        if trial.comparison is not None and not trial.comparison.is_no_worse:
            _refuse(trial, lessons)
        else:
            _go_live(trial, _why(live, kept, lessons), "")


def remeasure(by: str) -> None:
    """Measures again with the limits and examples of now."""
    announce("learning to measure", lock="learning", by=by)


def measure_again(by: str) -> None:
    started = time.perf_counter()
    kept = _of_version(find_live())
    outcomes = ask_all(current_index(), questions(kept))
    trial = _Trial(tuple(kept), _report(outcomes), None, time.perf_counter() - started)
    with transaction.atomic():
        _go_live(trial, "Measured again", by)


def restore(number: int, by: str) -> Version:
    """Puts an earlier version's examples back, as a version of its own. Raises NoSuchVersion."""
    wanted = Version.objects.filter(number=number).exclude(status=Status.REFUSED).first()
    if wanted is None:
        raise NoSuchVersion(NoSuchVersion.text)
    with transaction.atomic():
        kept = _of_version(wanted)
        Example.objects.filter(state=State.LEARNED).exclude(pk__in=[e.pk for e in kept]).update(
            state=State.WITHDRAWN, because=f"Version {number} was put back."
        )
        Example.objects.filter(pk__in=[e.pk for e in kept]).update(state=State.LEARNED, because="")
        return _go_live(_Trial(tuple(kept), wanted.report, None, 0.0), f"Version {number} put back", by)


def find_live() -> Version | None:
    return Version.objects.filter(status=Status.LIVE).first()


def questions(examples: Sequence[Example], anchors: Sequence[Question] = ()) -> list[Question]:
    """The labelled questions, latest first and at most MOST_ASKED; what did not help counts as not answerable."""
    recent = sorted(examples, key=lambda example: (example.at, example.pk), reverse=True)[:MOST_ASKED]
    real = [Question(e.text, e.answer.key if e.answer and e.is_right else "") for e in recent]
    return [*real, *anchors]


def _try_out(index: LiveIndex, kept: Sequence[Example], lessons: Sorted, started: float) -> _Trial:
    """Asks the knowledge with and without the new examples; kept ones that were taken back are forgotten first."""
    anchors = _anchors(index)
    asked = questions([*kept, *lessons.fit], anchors)
    before = ask_all(_with(index, kept), asked)
    after = ask_all(_with(index, [*kept, *lessons.fit]), asked)
    comparison = compare(before, after) if lessons.fit else None
    examples = (*kept, *lessons.fit)
    return _Trial(examples, _report(after), comparison, time.perf_counter() - started)


def _with(index: LiveIndex, examples: Sequence[Example]) -> LiveIndex:
    """The knowledge with exactly these examples as learned phrases."""
    known = {" ".join(e.text.split()).casefold() for e in _examples().filter(state=State.LEARNED)}
    pairs = [(e.answer.key, e.text) for e in examples if e.answer and e.is_right]
    return without(index, known, pairs)


def _anchors(index: LiveIndex) -> list[Question]:
    entries = index.ranked.entries
    phrases = [
        Question(phrase, entry.key.partition(":")[2], is_real=False)
        for entry in entries
        if entry.kind == "answer" and len(entry.phrases) > 1
        for phrase in entry.phrases
    ]
    return random.Random(0).sample(phrases, min(MOST_ANCHORS, len(phrases)))  # noqa: S311


def _report(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    chosen = values()
    limits = Limits(
        answer_at=chosen["decisions.answer_at"],
        ask_back_at=chosen["decisions.ask_back_at"],
        target=1 - chosen["decisions.most_wrong_percent"] / 100,
    )
    answers = sum(entry.kind == "answer" for entry in current_index().ranked.entries)
    return report(outcomes, limits, answers)


def _flag(lessons: Sorted) -> None:
    for example, why in lessons.flagged:
        Example.objects.filter(pk=example.pk, state=State.WAITING).update(
            state=State.FLAGGED, because=why[:300]
        )


def _refuse(trial: _Trial, lessons: Sorted) -> None:
    because = "With it the bot answered other questions worse."
    Example.objects.filter(pk__in=[e.pk for e in lessons.fit], state=State.WAITING).update(
        state=State.REFUSED, because=because
    )
    _store(trial, Status.REFUSED, f"{_count(lessons.fit)} refused", "")


def _go_live(trial: _Trial, why: str, by: str) -> Version:
    Version.objects.filter(status=Status.LIVE).update(status=Status.RETIRED)
    ids = [example.pk for example in trial.examples]
    Example.objects.filter(pk__in=ids, state=State.WAITING).update(state=State.LEARNED, because="")
    replace_learned((e.answer_id, e.text) for e in trial.examples if e.answer_id and e.is_right)
    Promise.objects.update_or_create(
        pk=1,
        defaults={
            "threshold": trial.report.get("threshold"),
            "target": trial.report.get("target", 0.0),
            "at": now(),
        },
    )
    return _store(trial, Status.LIVE, why, by)


def _store(trial: _Trial, status: Version.Status, why: str, by: str) -> Version:
    last = Version.objects.aggregate(last=Max("number"))["last"] or 0
    return Version.objects.create(
        number=last + 1,
        status=status,
        why=why[:300],
        by=by[:80],
        examples=[example.pk for example in trial.examples],
        report=trial.report,
        comparison=asdict(trial.comparison) if trial.comparison else {},
        fit_seconds=round(trial.seconds, 3),
        made_at=now(),
    )


def _of_version(version: Version | None) -> list[Example]:
    """Its examples that are still there; a customer may have been erased."""
    return list(_examples().filter(pk__in=version.examples)) if version else []


def _examples() -> QuerySet[Example]:
    return Example.objects.select_related("answer")


def _why(live: Version | None, kept: Sequence[Example], lessons: Sorted) -> str:
    if lessons.fit:
        return f"{_count(lessons.fit)} learned"
    return "Examples were taken back" if live and len(kept) < len(live.examples) else "First measurement"


def _count(examples: Sequence[Example]) -> str:
    return "1 example" if len(examples) == 1 else f"{len(examples)} examples"
