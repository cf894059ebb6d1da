"""Which conversations stand in which list of the inbox? The lists that are always there, and those that people save."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from warmline.conversations.models import Conversation, Holder, Mention
from warmline.desk.models import View
from warmline.labels.models import Label, Labelled
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.understanding.models import EpisodeMood

QUEUE, MINE, MENTIONS, SNOOZED, BOT, CLOSED, ALL = (
    "queue",
    "mine",
    "mentions",
    "snoozed",
    "bot",
    "closed",
    "all",
)
#: From here on a mood is worth a word.
UPSET = 0.5
#: A list is counted up to here (chosen by us: beyond it nobody needs the exact number).
MOST_COUNTED = 999

Rows = QuerySet[Conversation]


@dataclass(frozen=True)
class InboxList:
    """name stands in the address. is_latest_first: what happened last comes first, else who needs a person most."""

    name: str
    label: str
    rows: Callable[[Person], Rows]
    is_latest_first: bool = False
    is_counted: bool = False

    @property
    def shown(self) -> str:
        """Its label in the language of the page; names that people gave stay as they are."""
        return _(self.label) if self.name in FIXED else self.label


def _spoken(*holders: str) -> Callable[[Person], Rows]:
    """A chat that was opened without a word is nobody's yet."""
    said = ~Q(holder=Holder.BOT) | Q(last_number__gt=1)
    return lambda person: Conversation.objects.filter(said, holder__in=holders)


def _mine(person: Person) -> Rows:
    return Conversation.objects.filter(person=person, holder=Holder.PERSON)


def _mentioned(person: Person) -> Rows:
    calls = Mention.objects.filter(note__conversation=OuterRef("pk"), person=person)
    return Conversation.objects.filter(Exists(calls))


FIXED: Mapping[str, InboxList] = {
    each.name: each
    for each in (
        InboxList(QUEUE, "Queue", _spoken(Holder.QUEUE), is_counted=True),
        InboxList(MINE, "Mine", _mine, is_counted=True),
        InboxList(MENTIONS, "Mentions", _mentioned, is_latest_first=True, is_counted=True),
        InboxList(SNOOZED, "Snoozed", _spoken(Holder.SNOOZED), is_latest_first=True),
        InboxList(BOT, "With the bot", _spoken(Holder.BOT), is_latest_first=True),
        InboxList(CLOSED, "Closed", _spoken(Holder.CLOSED), is_latest_first=True),
        InboxList(ALL, "All", _spoken(*Holder.values), is_latest_first=True),
    )
}


def find_list(name: str, person: Person) -> InboxList | None:
    """A fixed one, "view-7": a saved view that this person may see, or "label-7": what is open under a label."""
    if name in FIXED:
        return FIXED[name]
    kind, _, number = name.partition("-")
    if not (number.isascii() and number.isdecimal()) or len(number) > 18:
        return None
    if kind == "label":
        return _find_labelled(int(number))
    view = views_of(person).filter(pk=number).first() if kind == "view" else None
    return list_of(view) if view else None


def _find_labelled(number: int) -> InboxList | None:
    """A label that was merged leads to the one it went into."""
    found = Label.objects.filter(pk=number).select_related("merged_into").first()
    if found is None:
        return None
    label, is_open = found.merged_into or found, _spoken(*set(Holder.values) - {Holder.CLOSED})
    return InboxList(f"label-{label.pk}", label.name, lambda person: _under(is_open(person), label))


def _under(rows: Rows, label: Label) -> Rows:
    return rows.filter(Exists(Labelled.objects.filter(conversation=OuterRef("pk"), label=label)))


def views_of(person: Person) -> QuerySet[View]:
    """Their own and those that colleagues share, in their order."""
    return View.objects.filter(Q(owner=person) | Q(is_shared=True)).select_related(
        "owner", "label__merged_into"
    )


def list_of(view: View) -> InboxList:
    return InboxList(f"view-{view.pk}", view.name, lambda person: _narrowed(view, person), is_counted=True)


def _narrowed(view: View, person: Person) -> Rows:
    rows = _spoken(*(view.holders or [*set(Holder.values) - {Holder.CLOSED}]))(person)
    match view.assignee:
        case View.Assignee.ME:
            rows = rows.filter(person=person)
        case View.Assignee.NOBODY:
            rows = rows.filter(person=None)
    if view.priority:
        rows = rows.filter(priority__gte=view.priority)
    if view.is_upset:
        upset = EpisodeMood.objects.filter(
            episode__conversation=OuterRef("pk"), episode__closed_at=None, end_value__gte=UPSET
        )
        rows = rows.filter(Exists(upset))
    if view.label:
        rows = _under(rows, view.label.merged_into or view.label)
    if view.language:
        rows = rows.filter(language=view.language)
    if view.channel:
        rows = rows.filter(channel=view.channel)
    if view.waiting_minutes:
        rows = rows.filter(waiting_since__lte=now() - timedelta(minutes=view.waiting_minutes))
    return rows


def count_up(rows: QuerySet[Any]) -> int:
    """How many there are, at most one more than is counted."""
    return rows.order_by().values("pk")[: MOST_COUNTED + 1].count()


def count_list(each: InboxList, person: Person) -> int:
    """Of mentions those that are not read."""
    if each.name == MENTIONS:
        return count_up(Mention.objects.filter(person=person, read_at=None))
    return count_up(each.rows(person))
