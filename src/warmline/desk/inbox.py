"""Which rows does a list of the inbox show now? One page of it, ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Left
from django.utils.translation import gettext as _

from warmline.conversations.attached import say_files
from warmline.conversations.handover import QUEUE_LIMIT_MINUTES
from warmline.conversations.models import Conversation, Holder, Kind, Mention, Message, Priority, Reason
from warmline.desk.card_facts import Mood
from warmline.desk.card_lines import name_mood
from warmline.desk.clocks import Clock, clocks_of
from warmline.desk.lists import MENTIONS, QUEUE, UPSET, InboxList
from warmline.desk.overdue import task_due
from warmline.desk.urgency import NEVER, Key, explain, read_key, write_key
from warmline.labels.models import Label
from warmline.labels.putting import labels_of
from warmline.lib.moments import say_span, say_time
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.understanding.models import StoredReading
from warmline.web.context import current_business
from warmline.web.preparing import mood as prepare_mood

ON_A_PAGE = 50
#: So many rows are drawn anew at once, however many were loaded (chosen by us: far more than a screen holds).
MOST_ROWS = 300
SNIPPET = 160
MOST_LABELS = 3
OVERDUE = "Task overdue"
#: From here on the face is that of the worst mood.
VERY_UPSET = 0.75
LEVELS = {Priority.ROUTINE: "low", Priority.SOON: "normal", Priority.HIGH: "high", Priority.AT_ONCE: "urgent"}


@dataclass(frozen=True)
class Badge:
    """tone: "", "warn", "bad", "info" or "good"; the words alone say what it means."""

    text: str
    tone: str = ""


@dataclass(frozen=True)
class Row:
    """One conversation. key: its place in the list. why: the place in words.

    waiting: how long, "" when the customer does not wait for a person; clock: until when they are owed a word.
    mood: as the component wants it, None when calm.
    labels: as many as a row has room for; more_labels: how many others there are.
    is_unread: the customer's word is the last, or a note calls this person.
    """

    id: UUID
    key: str
    name: str
    snippet: str
    speaker: str
    badges: tuple[Badge, ...]
    why: str
    level: str
    level_words: str
    mood: dict[str, Any] | None
    holder: str
    holder_kind: str
    waiting_since: datetime | None
    waiting: str
    waiting_tone: str
    is_unread: bool
    last_at: datetime
    last: str
    labels: tuple[Label, ...] = ()
    more_labels: int = 0
    clock: Clock | None = None


@dataclass(frozen=True)
class Shown:
    """One page. after: the key of the next page, "" on the last."""

    rows: tuple[Row, ...]
    after: str = ""


@dataclass(frozen=True)
class Wanted:
    """Which part of a list. after, until: keys, the first excluded; ids: these conversations alone."""

    after: str = ""
    until: str = ""
    ids: tuple[UUID, ...] | None = None


def read_page(each: InboxList, person: Person, wanted: Wanted = Wanted()) -> Shown:
    found = _ordered(each.rows(person), each)
    if wanted.ids is not None:
        return Shown(_rows(found.filter(pk__in=wanted.ids), each, person))
    after = read_key(wanted.after, is_latest_first=each.is_latest_first)
    found = found.filter(_beyond(after, each)) if after else found
    until = read_key(wanted.until, is_latest_first=each.is_latest_first)
    most = MOST_ROWS if until else ON_A_PAGE
    if until:
        found = found.exclude(_beyond(until, each))
    # First the keys alone: what a row shows is looked up for one page, not for the whole list.
    keys = list(found.values_list("pk", flat=True)[: most + 1])
    rows = _rows(_ordered(Conversation.objects.filter(pk__in=keys[:most]), each), each, person)
    has_more = len(keys) > most or (until is not None and _goes_on(each, person, wanted.until))
    return Shown(rows, after=rows[-1].key if has_more and rows else "")


def _goes_on(each: InboxList, person: Person, until: str) -> bool:
    key = read_key(until, is_latest_first=each.is_latest_first)
    return key is not None and _ordered(each.rows(person), each).filter(_beyond(key, each)).exists()


def _place(each: InboxList) -> dict[str, Any]:
    moment = (
        F("last_message_at")
        if each.is_latest_first
        else Coalesce("due_at", "waiting_since", task_due(now()), Value(NEVER))
    )
    return {"place": moment}


def _ordered(rows: QuerySet[Conversation], each: InboxList) -> QuerySet[Any]:
    """As urgency.urgency says, or the latest first."""
    placed: QuerySet[Any] = rows.alias(**_place(each))
    return placed.order_by(*(["-place", "id"] if each.is_latest_first else ["-priority", "place", "id"]))


def _beyond(key: Key, each: InboxList) -> Q:
    """Of rows ordered by _ordered, which names their place."""
    same_moment = Q(place=key.at, id__gt=key.id)
    if each.is_latest_first:
        return Q(place__lt=key.at) | same_moment
    return Q(priority__lt=key.priority) | (Q(priority=key.priority) & (Q(place__gt=key.at) | same_moment))


def _rows(found: QuerySet[Any], each: InboxList, person: Person) -> tuple[Row, ...]:
    said = Message.objects.filter(conversation=OuterRef("pk")).order_by("-number")
    by_customer = said.filter(kind=Kind.CUSTOMER).exclude(text="")
    # "A person, please" says less than what it is about.
    matter = by_customer.filter(reading__signals__wish__value=False)
    spoken = said.exclude(kind=Kind.SYSTEM)
    read = StoredReading.objects.filter(message__conversation=OuterRef("pk")).order_by("-message__number")
    calls = Mention.objects.filter(note__conversation=OuterRef("pk"), person=person, read_at=None)
    annotated = found.select_related("customer", "person").annotate(
        matter=Left(
            Coalesce(Subquery(matter.values("text")[:1]), Subquery(by_customer.values("text")[:1])), SNIPPET
        ),
        said=Left(Subquery(spoken.values("text")[:1]), SNIPPET),
        said_files=Subquery(spoken.values("attached")[:1]),
        sent_files=Subquery(said.filter(kind=Kind.CUSTOMER, attached__gt=0).values("attached")[:1]),
        said_by=Subquery(spoken.values("kind")[:1]),
        said_name=Subquery(spoken.values("name")[:1]),
        signals=Subquery(read.values("signals")[:1]),
        called=Subquery(calls.values("note__text")[:1]),
        task_due=task_due(now()),
    )
    at, zone = now(), ZoneInfo(current_business().timezone)
    return _printed(list(annotated), each, at, zone)


def _printed(found: Sequence[Any], each: InboxList, at: datetime, zone: tzinfo) -> tuple[Row, ...]:
    labels = labels_of(row.pk for row in found)
    clocks = clocks_of([row.pk for row in found], at, zone)
    rows = (_row(row, clocks.get(row.pk), each, at, zone) for row in found)
    return tuple(replace(row, **_shown_labels(labels.get(row.id, ()))) for row in rows)


def _shown_labels(labels: tuple[Label, ...]) -> dict[str, Any]:
    return {"labels": labels[:MOST_LABELS], "more_labels": max(len(labels) - MOST_LABELS, 0)}


def _row(conversation: Any, clock: Clock | None, each: InboxList, at: datetime, zone: tzinfo) -> Row:
    since = conversation.waiting_since
    frustration = _frustration(conversation)
    mood_words = _(name_mood(Mood(0, frustration))) if frustration >= UPSET else ""
    waiting = say_span(since, at) if since else ""
    speaker, snippet = _snippet(conversation, each)
    return Row(
        id=conversation.pk,
        key=_key_of(conversation, each),
        name=conversation.customer.shown_name,
        snippet=snippet,
        speaker=speaker,
        badges=tuple(_badges(conversation)),
        why=explain(conversation.priority, mood_words, waiting, clock.why if clock else ""),
        level=LEVELS.get(conversation.priority, "low") if conversation.holder != Holder.CLOSED else "",
        level_words=_(conversation.get_priority_display()),
        mood=_face(frustration, mood_words),
        holder=say_holder(conversation, at, zone),
        holder_kind=conversation.holder,
        waiting_since=since,
        waiting=waiting,
        waiting_tone=waiting_tone(since, at),
        is_unread=bool(conversation.called) or (since is not None and conversation.said_by == Kind.CUSTOMER),
        last_at=conversation.last_message_at,
        last=say_time(conversation.last_message_at, at, zone),
        clock=clock,
    )


def _key_of(conversation: Any, each: InboxList) -> str:
    owed_at = conversation.due_at or conversation.waiting_since or conversation.task_due or NEVER
    at = conversation.last_message_at if each.is_latest_first else owed_at
    priority = Priority.AT_ONCE if each.is_latest_first else conversation.priority
    return write_key(Key(priority, at, conversation.pk), is_latest_first=each.is_latest_first)


def _snippet(conversation: Any, each: InboxList) -> tuple[str, str]:
    """Who speaks and what they say: in the queue what it is about, elsewhere the last word, or the note that calls."""
    if each.name == MENTIONS and conversation.called:
        return _("Note"), conversation.called[:SNIPPET]
    if each.name == QUEUE or conversation.said_by == Kind.CUSTOMER:
        return "", conversation.matter or _say_files(conversation.sent_files) or _("Has not written yet")
    name = _("Bot") if conversation.said_by == Kind.BOT else (conversation.said_name or "").split(" ")[0]
    return name, conversation.said or _say_files(conversation.said_files) or _("Deleted what they said")


def _say_files(count: int | None) -> str:
    """What was sent without a word."""
    return say_files(count) if count else ""


def _frustration(conversation: Any) -> float:
    signals = conversation.signals or {}
    return min(float((signals.get("frustration") or {}).get("value") or 0), 1.0)


def _face(frustration: float, words: str) -> dict[str, Any] | None:
    if not words:
        return None
    return prepare_mood(1 if frustration >= VERY_UPSET else 2, words.capitalize())


def waiting_tone(since: datetime | None, at: datetime) -> str:
    """Half of the queue's limit calls for attention, all of it is too long."""
    if since is None or at - since < timedelta(minutes=QUEUE_LIMIT_MINUTES / 2):
        return ""
    return "warn" if at - since < timedelta(minutes=QUEUE_LIMIT_MINUTES) else "bad"


def _badges(conversation: Any) -> list[Badge]:
    """What the mood and the priority have not said already."""
    sensitivity = ((conversation.signals or {}).get("sensitivity") or {}).get("value") or ""
    badges = (
        [Badge(_("Sensitive: {sensitivity}").format(sensitivity=_(sensitivity)), "warn")]
        if sensitivity
        else []
    )
    told_already = {Reason.SENSITIVE: sensitivity, Reason.EMOTION: _frustration(conversation) >= UPSET}
    if conversation.reason and not told_already.get(conversation.reason):
        badges.append(Badge(_(conversation.get_reason_display())))
    if conversation.task_due:
        badges.append(Badge(_(OVERDUE), "warn"))
    return badges


def say_holder(conversation: Conversation, at: datetime, zone: tzinfo) -> str:
    match conversation.holder:
        case Holder.PERSON:
            return str(conversation.person)
        case Holder.SNOOZED if conversation.snoozed_until:
            return _("Snoozed until {snoozed_until}").format(
                snoozed_until=say_time(conversation.snoozed_until, at, zone)
            )
        case Holder.QUEUE:
            return _("Waiting for a person")
    return _(str(Holder(conversation.holder).label))
