"""What happened in a conversation, in its order? Messages, notes and changes of holder."""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from warmline.conversations.models import Conversation, Holder, HolderChange, Kind, Message, Note, Reason
from warmline.decisions.case import ANSWER, HAND_OVER
from warmline.decisions.models import StoredDecision
from warmline.desk.attached import Shown, look_at_attached
from warmline.desk.noted import look_at_note
from warmline.desk.revised import Revised, look_at_revised
from warmline.desk.teachable import is_teachable
from warmline.lib.languages import say_percent
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.web.tongue import language_now

#: A longer conversation is shown from its end, with a way to the rest (chosen by us).
MOST_MESSAGES = 200

#: A page of ours, or one on the web.
SAFE_ADDRESS = re.compile(r"https?://|/(?![/\\])")
SPEAKERS = {Kind.BOT: "Automatic assistant", Kind.SYSTEM: "Notice"}


@dataclass(frozen=True)
class Source:
    title: str
    url: str


@dataclass(frozen=True)
class Call:
    """Whom a note calls, and whether they have looked since."""

    name: str
    is_read: bool


@dataclass(frozen=True)
class Item:
    """One entry. kind: "message", "note", "change" or "day". speaker: a value of Kind, for messages.

    sure: "82% sure" for an answer of the bot. decision: the id of the decision behind it, 0 for none.
    teaches: the id of a customer's message on which the bot can be told the right answer, else "".
    """

    kind: str
    at: datetime
    text: str = ""
    number: int = 0
    id: str = ""
    speaker: str = ""
    name: str = ""
    role: str = ""
    clock: str = ""
    is_mine: bool = False
    sure: str = ""
    decision: int = 0
    teaches: str = ""
    reason: str = ""
    sources: tuple[Source, ...] = field(default=())
    revised: Revised = field(default=Revised())
    calls: tuple[Call, ...] = ()
    #: Of a note: its Markdown, ready to show.
    html: str = ""
    may_change: bool = False
    files: tuple[Shown, ...] = ()


@dataclass(frozen=True)
class Thread:
    items: tuple[Item, ...]
    earlier: int


def read_thread(conversation: Conversation, person: Person, zone: ZoneInfo, *, whole: bool = False) -> Thread:
    """The latest messages with all that happened beside them; earlier: how many messages are not shown."""
    newest = conversation.messages.order_by("-number")
    messages = list(reversed(newest if whole else newest[:MOST_MESSAGES]))
    first = messages[0].number if messages else 0
    decisions = _decisions(conversation, first)
    revised = look_at_revised(conversation, messages, person, now(), zone)
    files = look_at_attached(conversation)
    entries = []
    for each in messages:
        item = _message(each, conversation, person, decisions, zone)
        item = replace(item, revised=revised.get(each.number, Revised()), files=files.of(each))
        entries.append(((each.number, 0, each.at), item))
    for change in _changes(conversation, first):
        entries.append(((change.after_number, 1, change.at), _change(change, decisions, zone)))
    notes = conversation.notes.filter(after_number__gte=first).select_related("person")
    for note in notes.prefetch_related("mentions__person", "revisions"):
        item = replace(_note(note, person, zone), files=files.of(note))
        entries.append(((note.after_number, 1, note.at), item))
    entries.sort(key=lambda entry: entry[0])
    return Thread(tuple(_with_days([item for _, item in entries], zone)), max(first - 1, 0))


def _decisions(conversation: Conversation, first: int) -> dict[int, StoredDecision]:
    """The latest decision on each message, by its number."""
    rows = StoredDecision.objects.filter(conversation=conversation, message__number__gte=first)
    return {row.message.number: row for row in rows.select_related("message").order_by("at", "id")}


def _changes(conversation: Conversation, first: int) -> list[HolderChange]:
    """Without the very first one: that a chat was opened is plain to see."""
    changes = conversation.holder_changes.filter(after_number__gte=first, version__gt=1)
    return list(changes.select_related("person", "by_person"))


def _message(
    message: Message,
    conversation: Conversation,
    person: Person,
    decisions: dict[int, StoredDecision],
    zone: ZoneInfo,
) -> Item:
    decision = decisions.get(message.answers_number) if message.kind == Kind.BOT else None
    is_answer = decision is not None and decision.action == ANSWER and decision.confidence is not None
    return Item(
        kind="message",
        at=message.at,
        text=message.text,
        number=message.number,
        id=f"m{message.number}",
        speaker=message.kind,
        name=message.name or _default_name(message, conversation),
        role=_(SPEAKERS[Kind(message.kind)]) if message.kind in SPEAKERS else "",
        clock=f"{message.at.astimezone(zone):%H:%M}",
        is_mine=message.person_id == person.pk,
        sure=_("{percent} sure").format(percent=say_percent(decision.confidence or 0, language_now()))
        if is_answer and decision
        else "",
        decision=decision.pk if decision else 0,
        teaches=str(message.pk) if is_teachable(message, decisions.get(message.number)) else "",
        sources=tuple(_sources(message)),
    )


def _default_name(message: Message, conversation: Conversation) -> str:
    return conversation.customer.shown_name if message.kind == Kind.CUSTOMER else ""


def _sources(message: Message) -> list[Source]:
    """Only addresses that lead to a page: a link must never run anything."""
    found = [(each.get("title") or _("Source"), each.get("url") or "") for each in message.sources]
    return [Source(title, url if SAFE_ADDRESS.match(url) else "") for title, url in found]


def _change(change: HolderChange, decisions: dict[int, StoredDecision], zone: ZoneInfo) -> Item:
    decision = decisions.get(change.after_number)
    is_behind = decision is not None and decision.action == HAND_OVER and change.holder == Holder.QUEUE
    return Item(
        kind="change",
        at=change.at,
        id=f"c{change.version}",
        speaker=change.holder,
        text=change.because,
        name=_where_to(change),
        reason=_say_reason(change),
        clock=f"{change.at.astimezone(zone):%H:%M}",
        decision=decision.pk if decision and is_behind else 0,
    )


def _say_reason(change: HolderChange) -> str:
    """Not where the sentence says it as well."""
    if change.holder != Holder.QUEUE or change.reason not in Reason.values:
        return ""
    label = str(Reason(change.reason).label)
    return "" if change.because.casefold().startswith(label.casefold()) else _(label)


def _where_to(change: HolderChange) -> str:
    match change.holder:
        case Holder.PERSON:
            return _("With {person}").format(person=change.person)
        case Holder.BOT:
            return _("With the automatic assistant")
        case Holder.QUEUE:
            return _("In the queue")
    return _(str(Holder(change.holder).label))


def _note(note: Note, person: Person, zone: ZoneInfo) -> Item:
    looks = look_at_note(note, person.pk, zone)
    return Item(
        kind="note",
        at=note.at,
        text=note.text,
        id=f"n{note.pk}",
        name=note.person.name,
        clock=f"{note.at.astimezone(zone):%H:%M}",
        is_mine=note.person_id == person.pk,
        calls=tuple(Call(each.person.name, each.read_at is not None) for each in note.mentions.all()),
        html=looks.html,
        revised=looks.revised,
        may_change=looks.may_change,
    )


def _with_days(items: list[Item], zone: ZoneInfo) -> list[Item]:
    found: list[Item] = []
    day = None
    for item in items:
        local = item.at.astimezone(zone)
        if local.date() != day:
            day = local.date()
            found.append(
                Item(
                    "day",
                    item.at,
                    text=date_format(local, _("l, j F Y")),
                    id=f"d{day:%Y%m%d}-{item.id}",
                )
            )
        found.append(item)
    return found
