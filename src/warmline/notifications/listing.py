"""What does the bell show? One line for each conversation or task, the latest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from warmline.lib.moments import say_span
from warmline.lib.time import now
from warmline.notifications.models import Kind, Notice
from warmline.notifications.seeing import unseen
from warmline.notifications.wishes import PAGE, hearing_of
from warmline.notifications.words import path_of, reasons_of
from warmline.staff.models import Person

#: More are not read for one list (chosen by us); "All seen" reaches those beyond.
MOST: Final = 300
SEEN_SHOWN: Final = 20


@dataclass(frozen=True)
class Line:
    title: str
    reasons: Sequence[str]
    at: datetime
    since: str
    path: str
    icon: str
    through: int


ICONS: Final = {
    Kind.GIVEN: "person",
    Kind.ANSWERED: "inbox",
    Kind.CALLED: "at",
    Kind.WAITS: "queue",
    Kind.WOKEN: "moon",
    Kind.DUE: "tasks",
    Kind.NEAR: "alarm",
}


def unseen_lines(person: Person) -> list[Line]:
    shown = unseen(person).filter(kind__in=hearing_of(person).kinds(PAGE))
    return _grouped(shown.select_related("conversation__customer", "task")[:MOST])


def seen_lines(person: Person) -> list[Line]:
    """What was told lately, for whoever closed a line too soon."""
    seen = Notice.objects.filter(person=person, seen_at__isnull=False)
    return _grouped(seen.select_related("conversation__customer", "task")[: SEEN_SHOWN * 3])[:SEEN_SHOWN]


def _grouped(notices: Iterable[Notice]) -> list[Line]:
    groups: dict[tuple[object, object], list[Notice]] = {}
    for notice in notices:
        about = (notice.conversation_id, None if notice.conversation_id else notice.task_id)
        groups.setdefault(about, []).append(notice)
    return [_line(group) for group in groups.values()]


def _line(group: Sequence[Notice]) -> Line:
    latest = group[0]
    return Line(
        title=_title(latest),
        reasons=reasons_of(group),
        at=latest.made_at,
        since=say_span(latest.made_at, now()),
        path=path_of(latest),
        icon=ICONS[Kind(latest.kind)],
        through=max(notice.pk for notice in group),
    )


def _title(notice: Notice) -> str:
    if notice.conversation is not None:
        return str(notice.conversation.customer)
    return notice.task.text if notice.task else ""
