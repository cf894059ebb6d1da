"""What waits, what is mine, what else is there? Rows of the inbox, ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Left
from django.utils.dateparse import parse_datetime

from warmline.commerce.models import Order
from warmline.conversations.handover import QUEUE_LIMIT_MINUTES
from warmline.conversations.models import Conversation, Holder, Kind, Message, Priority, Reason
from warmline.desk.card_facts import Mood
from warmline.desk.card_lines import name_mood
from warmline.lib.moments import say_span, say_time
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.understanding.models import StoredReading
from warmline.web.context import current_business

QUEUE, MINE, ALL = "queue", "mine", "all"
TABS = ((QUEUE, "Queue"), (MINE, "Mine"), (ALL, "All"))
#: A queue longer than this is shown from its top, with the number of the others.
MOST_ROWS = 100
ON_A_PAGE = 50
SNIPPET = 160
#: From here on a mood is worth a badge.
UPSET = 0.5


@dataclass(frozen=True)
class Badge:
    """tone: "", "warn", "bad", "info" or "good"; the words alone say what it means."""

    text: str
    tone: str = ""


@dataclass(frozen=True)
class Row:
    """One conversation. waiting: how long, "" when the customer does not wait for a person."""

    id: UUID
    name: str
    snippet: str
    badges: tuple[Badge, ...]
    holder: str
    holder_kind: str
    waiting_since: datetime | None
    waiting: str
    waiting_tone: str
    last_at: datetime
    last: str


@dataclass(frozen=True)
class Shown:
    """The rows of one tab. more: how many are not shown; before: the key of the next page, "" on the last."""

    rows: tuple[Row, ...]
    more: int = 0
    before: str = ""


def count_waiting(person: Person) -> dict[str, int]:
    mine = Conversation.objects.filter(person=person, holder__in=[Holder.PERSON, Holder.SNOOZED])
    return {QUEUE: Conversation.objects.filter(holder=Holder.QUEUE).count(), MINE: mine.count()}


def queue() -> Shown:
    """Who needs a person most comes first, and of those who waits longest."""
    waiting = _annotated().filter(holder=Holder.QUEUE)
    return _first(waiting.order_by("-priority", F("waiting_since").asc(nulls_last=True), "id"))


def mine(person: Person) -> Shown:
    """Those who wait for this person's word first; what is snoozed comes last."""
    held = _annotated().filter(person=person, holder__in=[Holder.PERSON, Holder.SNOOZED])
    return _first(held.order_by("holder", F("waiting_since").asc(nulls_last=True), "-last_message_at", "id"))


def everything(words: str, before: str = "") -> Shown:
    """Every conversation in which anybody said anything, the latest first.

    words narrow it; before is the key that the page before gave.
    """
    found = _matching(_annotated(), words).filter(~Q(holder=Holder.BOT) | Q(last_number__gt=1))
    at, key = _parse(before)
    if at:
        found = found.filter(Q(last_message_at__lt=at) | Q(last_message_at=at, id__lt=key))
    page = list(found.order_by("-last_message_at", "-id")[: ON_A_PAGE + 1])
    rows = page[:ON_A_PAGE]
    last = rows[-1] if len(page) > ON_A_PAGE else None
    return Shown(_rows(rows), before=f"{last.last_message_at.isoformat()}~{last.pk}" if last else "")


def _matching(found: QuerySet[Conversation], words: str) -> QuerySet[Conversation]:
    """By customer's name or e-mail address, or by order number."""
    if not words:
        return found
    ordered = Order.objects.filter(number__icontains=words.lstrip("#")).values("customer_id")
    by_customer = Q(customer__name__icontains=words) | Q(customer__email__icontains=words)
    return found.filter(by_customer | Q(customer_id__in=ordered))


def _parse(before: str) -> tuple[datetime | None, UUID | None]:
    """A key that is none begins at the top."""
    at, _, key = before.partition("~")
    try:
        parsed = parse_datetime(at)
        return (parsed, UUID(key)) if parsed and parsed.tzinfo else (None, None)
    except ValueError:
        return None, None


def _annotated() -> QuerySet[Any]:
    said = Message.objects.filter(conversation=OuterRef("pk"), kind=Kind.CUSTOMER).order_by("-number")
    # "A person, please" says less than what it is about.
    matter = said.filter(reading__signals__wish__value=False)
    read = StoredReading.objects.filter(message__conversation=OuterRef("pk")).order_by("-message__number")
    return Conversation.objects.select_related("customer", "person").annotate(
        said=Left(Coalesce(Subquery(matter.values("text")[:1]), Subquery(said.values("text")[:1])), SNIPPET),
        signals=Subquery(read.values("signals")[:1]),
    )


def _first(found: QuerySet[Any]) -> Shown:
    rows = list(found[: MOST_ROWS + 1])
    more = found.count() - MOST_ROWS if len(rows) > MOST_ROWS else 0
    return Shown(_rows(rows[:MOST_ROWS]), more=more)


def _rows(found: Sequence[Any]) -> tuple[Row, ...]:
    at, zone = now(), ZoneInfo(current_business().timezone)
    return tuple(_row(each, at, zone) for each in found)


def _row(conversation: Any, at: datetime, zone: tzinfo) -> Row:
    since = conversation.waiting_since
    return Row(
        id=conversation.pk,
        name=str(conversation.customer),
        snippet=conversation.said or "Has not written yet",
        badges=tuple(_badges(conversation)),
        holder=say_holder(conversation, at, zone),
        holder_kind=conversation.holder,
        waiting_since=since,
        waiting=say_span(since, at) if since else "",
        waiting_tone=waiting_tone(since, at),
        last_at=conversation.last_message_at,
        last=say_time(conversation.last_message_at, at, zone),
    )


def waiting_tone(since: datetime | None, at: datetime) -> str:
    """Half of the queue's limit calls for attention, all of it is too long."""
    if since is None or at - since < timedelta(minutes=QUEUE_LIMIT_MINUTES / 2):
        return ""
    return "warn" if at - since < timedelta(minutes=QUEUE_LIMIT_MINUTES) else "bad"


def _badges(conversation: Any) -> list[Badge]:
    signals = conversation.signals or {}
    badges = []
    if conversation.priority >= Priority.HIGH and conversation.holder != Holder.CLOSED:
        tone = "bad" if conversation.priority == Priority.AT_ONCE else "warn"
        badges.append(Badge(conversation.get_priority_display(), tone))
    sensitivity = (signals.get("sensitivity") or {}).get("value") or ""
    frustration = float((signals.get("frustration") or {}).get("value") or 0)
    if sensitivity:
        badges.append(Badge(f"Sensitive: {sensitivity}", "warn"))
    if frustration >= UPSET:
        badges.append(Badge(name_mood(Mood(0, min(frustration, 1))).capitalize(), "bad"))
    told_already = {Reason.SENSITIVE: sensitivity, Reason.EMOTION: frustration >= UPSET}
    if conversation.reason and not told_already.get(conversation.reason):
        badges.append(Badge(conversation.get_reason_display()))
    return badges


def say_holder(conversation: Conversation, at: datetime, zone: tzinfo) -> str:
    match conversation.holder:
        case Holder.PERSON:
            return str(conversation.person)
        case Holder.SNOOZED if conversation.snoozed_until:
            return f"Snoozed until {say_time(conversation.snoozed_until, at, zone)}"
        case Holder.QUEUE:
            return "Waiting for a person"
    return Holder(conversation.holder).label
