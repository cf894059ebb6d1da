"""How does the bot get from what people taught to a version that is in use, and back to an earlier one?

In the background: what waits is sorted, the knowledge with and without it is asked the same held-out questions, and
it goes live only if it is no worse. What is refused changes nothing.
"""

import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from django.db import transaction
from django.db.models import Max, QuerySet

from warmline.audit.recording import record
from warmline.decisions.models import Promise
from warmline.jobs.announcing import announce
from warmline.knowledge.ear import plain
from warmline.knowledge.index import LiveIndex, current_index
from warmline.knowledge.learned import replace_learned
from warmline.knowledge.unanswerable import of_texts, replace_unanswerable
from warmline.learning.comparing import Comparison, compare
from warmline.learning.errors import NoSuchVersion
from warmline.learning.measuring import (
    MOST_ASKED,
    Limits,
    Outcome,
    Question,
    ask_all,
    ask_both,
    report,
    without,
)
from warmline.learning.models import Example, Version
from warmline.learning.sorting import Sorted, sort_out
from warmline.learning.trust import LOOKED_AT, evidence, phrases, unanswerable
from warmline.lib.time import now
from warmline.web.options import values

State, Status = Example.State, Version.Status
#: Of the owner's phrases so many are asked too, as anchors: a bad lesson makes them worse first (chosen by us).
MOST_ANCHORS: Final = 300


@dataclass(frozen=True)
class _Trial:
    """What a version would be made of, how it was measured, and which version was live when that began."""

    examples: tuple[Example, ...]
    report: dict[str, Any]
    comparison: Comparison | None
    seconds: float
    live: int = 0


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
    trial = replace(_try_out(index, kept, lessons, started), live=live.number if live else 0)
    with transaction.atomic():
        if not _is_still_live(trial):
            return
        _flag(lessons)
        if trial.comparison is not None and not trial.comparison.is_no_worse:
            _refuse(trial, lessons)
        else:
            _go_live(trial, _why(live, kept, lessons), "")


def remeasure(by: str) -> None:
    """Measures again with the limits and examples of now."""
    announce("learning to measure", lock="learning", by=by)


def measure_again(by: str) -> None:
    started, live = time.perf_counter(), find_live()
    kept = _of_version(live)
    asked = latest(kept)
    report = _report(asked, ask_all(current_index(), [_question(example) for example in asked]))
    trial = _Trial(tuple(kept), report, None, time.perf_counter() - started, live.number if live else 0)
    with transaction.atomic():
        if _is_still_live(trial):
            _go_live(trial, "Measured again", by)


def restore(number: int, by: str) -> Version:
    """Puts an earlier version's examples back, as a version of its own. Raises NoSuchVersion."""
    wanted = Version.objects.filter(number=number).exclude(status=Status.REFUSED).first()
    if wanted is None:
        raise NoSuchVersion(NoSuchVersion.text)
    with transaction.atomic():
        _take_turn()
        kept = _of_version(wanted)
        Example.objects.filter(state=State.LEARNED).exclude(pk__in=[e.pk for e in kept]).update(
            state=State.WITHDRAWN, because=f"Version {number} was put back."
        )
        put_back = Example.objects.filter(pk__in=[e.pk for e in kept])
        put_back.update(state=State.LEARNED)
        put_back.exclude(because__startswith=LOOKED_AT).update(because="")
        return _go_live(_Trial(tuple(kept), wanted.report, None, 0.0), f"Version {number} put back", by)


def find_live() -> Version | None:
    return Version.objects.filter(status=Status.LIVE).first()


def forget_erased() -> None:
    """Takes the words of erased messages out of what the bot knows, at once; to be called where they are erased."""
    with transaction.atomic():
        _take_turn()
        _write_phrases([example for example in _of_version(find_live()) if example.state == State.LEARNED])


def latest(examples: Sequence[Example]) -> list[Example]:
    """Those that count as evidence, the latest first, at most MOST_ASKED."""
    said = sorted(evidence(examples), key=lambda example: (example.at, example.pk), reverse=True)
    return said[:MOST_ASKED]


def _question(example: Example) -> Question:
    """What did not help counts as not answerable."""
    return Question(example.text, example.right_key)


def _is_still_live(trial: _Trial) -> bool:
    """Under the lock of whoever changes what is live. If another version went live meanwhile, it is tried again."""
    _take_turn()
    live = find_live()
    if (live.number if live else 0) == trial.live:
        return True
    announce("examples changed", lock="learning")
    return False


def _take_turn() -> None:
    """One at a time: the promise is what learning changes, so whoever changes it locks it."""
    Promise.objects.get_or_create(pk=1, defaults={"threshold": None, "target": 0.0, "at": now()})
    Promise.objects.select_for_update().get(pk=1)


def _try_out(index: LiveIndex, kept: Sequence[Example], lessons: Sorted, started: float) -> _Trial:
    """Asks the knowledge with and without the new examples; kept ones that were taken back are forgotten first."""
    examples = (*kept, *lessons.fit)
    said = latest(examples)
    asked = [*map(_question, said), *_anchors(index)]
    before, after = ask_both(_with(index, kept), _with(index, examples), asked)
    comparison = compare(before, after) if lessons.fit else None
    return _Trial(examples, _report(said, after), comparison, time.perf_counter() - started)


def _with(index: LiveIndex, examples: Sequence[Example]) -> LiveIndex:
    """The knowledge with exactly these examples learned."""
    known = {plain(e.text) for e in _examples().filter(state=State.LEARNED)}
    pairs = [(e.answer.key, text) for e, text in phrases(examples) if e.answer]
    unknown = of_texts(unanswerable(examples), index.unanswerable)
    return replace(without(index, known, pairs), unanswerable=unknown)


def _anchors(index: LiveIndex) -> list[Question]:
    entries = index.ranked.entries
    phrases = [
        Question(phrase, entry.key.partition(":")[2], is_real=False)
        for entry in entries
        if entry.kind == "answer" and len(entry.phrases) > 1
        for phrase in entry.phrases
    ]
    return random.Random(0).sample(phrases, min(MOST_ANCHORS, len(phrases)))  # noqa: S311


def _report(asked: Sequence[Example], outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """outcomes: of these examples in their order, then of the anchors. "asked" tells versions apart by question."""
    chosen = values()
    limits = Limits(
        answer_at=chosen["decisions.answer_at"],
        ask_back_at=chosen["decisions.ask_back_at"],
        target=1 - chosen["decisions.most_wrong_percent"] / 100,
    )
    answers = sum(entry.kind == "answer" for entry in current_index().ranked.entries)
    found = report(outcomes, limits, answers)
    if found["threshold"] is None:
        careful = replace(limits, answer_at=max(limits.answer_at, chosen["decisions.careful_at"]))
        found = report(outcomes, careful, answers)
    pairs = zip(asked, outcomes[: len(asked)], strict=True)
    return {**found, "asked": [[e.pk, round(o.confidence, 4), int(o.is_right)] for e, o in pairs]}


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
    still = _still_there(trial.examples)
    trial = replace(trial, examples=tuple(still))
    Example.objects.filter(pk__in=[e.pk for e in still], state=State.WAITING).update(state=State.LEARNED)
    _write_phrases(still)
    was = Promise.objects.filter(pk=1).first()
    promised = {"threshold": trial.report.get("threshold"), "target": trial.report.get("target", 0.0)}
    if was is None or promised != {"threshold": was.threshold, "target": was.target}:
        record("promise changed", detail=promised)
    Promise.objects.update_or_create(
        pk=1,
        defaults={
            "threshold": trial.report.get("threshold"),
            "target": trial.report.get("target", 0.0),
            "at": now(),
        },
    )
    return _store(trial, Status.LIVE, why, by)


def _still_there(examples: Sequence[Example]) -> list[Example]:
    """Without what was erased, taken back or said otherwise while it was tried."""
    told = dict(Example.objects.exclude(state=State.WITHDRAWN).values_list("pk", "at"))
    return [example for example in examples if told.get(example.pk) == example.at]


def _write_phrases(examples: Sequence[Example]) -> None:
    replace_unanswerable(unanswerable(examples))
    replace_learned((e.answer_id, text) for e, text in phrases(examples) if e.answer_id)


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
    return Example.objects.select_related("answer", "article", "message__conversation")


def _why(live: Version | None, kept: Sequence[Example], lessons: Sorted) -> str:
    if lessons.fit:
        return f"{_count(lessons.fit)} learned"
    return "Examples were taken back" if live and len(kept) < len(live.examples) else "First measurement"


def _count(examples: Sequence[Example]) -> str:
    return "1 example" if len(examples) == 1 else f"{len(examples)} examples"
