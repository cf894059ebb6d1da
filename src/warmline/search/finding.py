"""What is found for a question? People first, then what was said, one line for each conversation."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any
from uuid import UUID

from warmline.conversations.models import Conversation, Kind
from warmline.customers.models import Customer
from warmline.search.asking import Question
from warmline.search.by_file import find_by_file, names_by_owner
from warmline.search.engines import find
from warmline.search.highlighting import Piece, show
from warmline.search.models import Entry
from warmline.search.narrowing import narrow
from warmline.search.people import find_customers
from warmline.search.ranking import rank
from warmline.search.sought import Sought
from warmline.staff.models import Person

#: Of so many latest matches the best are shown; when conversations must be looked through, of more (chosen by us).
LOOKED_AT = 300
LOOKED_THROUGH = 1000
SHOWN = 40
MOST_PEOPLE = 5


@dataclass(frozen=True)
class Hit:
    """The best match in a conversation. anchor: where it stands on its page. more: how many others stand there."""

    conversation: Conversation
    who: str
    kind: str
    at: datetime
    pieces: tuple[Piece, ...]
    anchor: str
    is_early: bool
    more: int = 0


@dataclass(frozen=True)
class Found:
    """next_key: with `below` it, what is older is found; 0 when that was all."""

    hits: tuple[Hit, ...] = ()
    customers: tuple[Customer, ...] = ()
    next_key: int = 0
    unclear: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asker:
    """Who asks, where and when."""

    person: Person
    zone: tzinfo
    now: datetime


def find_all(question: Question, asker: Asker, below: int = 0) -> Found:
    """below: the next_key of what was found before."""
    if question.is_empty:
        return Found(unclear=question.unclear)
    narrowed = narrow(question, asker.person, asker.zone)
    sought = narrowed.sought
    if below:
        sought = Sought(sought.terms, sought.about, sought.above, min(sought.below, below))
    limit = LOOKED_AT if narrowed.conversations is None else LOOKED_THROUGH
    keys = sorted({*find(sought, limit), *find_by_file(sought, limit)}, reverse=True)[:limit]
    rows = _rows(keys, narrowed.conversations)
    last = rows[-1].pk if len(rows) == LOOKED_AT else keys[-1] if len(keys) == limit else 0
    return Found(
        hits=tuple(_hits(rows, question, asker)),
        customers=() if below else tuple(_customers(question)),
        next_key=last,
        unclear=(*question.unclear, *narrowed.unclear),
    )


def _rows(keys: list[int], conversations: Any) -> list[Any]:
    """At most LOOKED_AT entries with message or note, in the order of the keys; of some conversations, if told."""
    counted = keys if conversations is None else _keys_in(keys, conversations)
    entries = Entry.objects.filter(pk__in=counted[:LOOKED_AT]).select_related("message", "note__person")
    return sorted(entries, key=lambda entry: -entry.pk)


def _keys_in(keys: list[int], conversations: Any) -> list[int]:
    """Told apart by their conversation alone: of many that are looked through, few are read."""
    entries = Entry.objects.filter(pk__in=keys)
    owners = {
        key: of_message or of_note
        for key, of_message, of_note in entries.values_list(
            "pk", "message__conversation_id", "note__conversation_id"
        )
    }
    counted = set(conversations.filter(pk__in=set(owners.values())).values_list("pk", flat=True))
    return [key for key in keys if owners.get(key) in counted]


def _said(entry: Any) -> Any:
    return entry.message or entry.note


def _hits(entries: list[Any], question: Question, asker: Asker) -> list[Hit]:
    best: dict[UUID, tuple[float, Any]] = {}
    counts: dict[UUID, int] = {}
    names = names_by_owner(entries)
    for entry in entries:
        said = _said(entry)
        said.shown = f"{said.text} {names.get(said.pk, '')}".strip()
        score = rank(said.shown, said.at, question.terms, asker.now)
        counts[said.conversation_id] = counts.get(said.conversation_id, 0) + 1
        if said.conversation_id not in best or score > best[said.conversation_id][0]:
            best[said.conversation_id] = (score, entry)
    chosen = sorted(best.items(), key=lambda item: -item[1][0])[:SHOWN]
    owners = Conversation.objects.select_related("customer", "person").in_bulk([pk for pk, _ in chosen])
    return [_hit(entry, owners[pk], question, counts[pk] - 1) for pk, (_, entry) in chosen]


def _hit(entry: Any, conversation: Conversation, question: Question, more: int) -> Hit:
    said = _said(entry)
    is_note = entry.message is None
    number = said.after_number if is_note else said.number
    return Hit(
        conversation=conversation,
        who=str(said.person) if is_note else _speaker(said, conversation),
        kind="note" if is_note else said.kind,
        at=said.at,
        pieces=show(said.shown, question.terms),
        anchor=f"n{said.pk}" if is_note else f"m{said.number}",
        is_early=conversation.last_number - number >= 150,
        more=more,
    )


def _speaker(message: Any, conversation: Conversation) -> str:
    if message.kind == Kind.CUSTOMER:
        return str(conversation.customer)
    return message.name or Kind(message.kind).label


def _customers(question: Question) -> list[Customer]:
    """Named by the words alone: a question with filters is about what was said."""
    if question.is_filtered or not question.terms:
        return []
    text = " ".join(" ".join(term.words) for term in question.terms)
    return find_customers(text, MOST_PEOPLE)
