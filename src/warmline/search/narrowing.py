"""What do the filters of a question mean in keys, marks and rows?"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from warmline.conversations.models import Conversation, Holder, Note, Priority
from warmline.labels.models import Label, Labelled
from warmline.labels.naming import fold as fold_label
from warmline.search.asking import Question
from warmline.search.by_file import sent_files
from warmline.search.people import find_customers
from warmline.search.sought import Sought, key_at
from warmline.search.words import fold
from warmline.staff.models import Person

#: So many conversations can be named to the index one by one; of more, the matches are looked through.
MOST_NAMED = 200
SPEAKERS = {
    "customer": ("kcustomer",),
    "bot": ("kbot",),
    "staff": ("kperson", "knote"),
    "note": ("knote",),
    "system": ("ksystem",),
}
HAS = ("note", "file")
#: Named one by one, so that the index of holders is used.
OPEN = tuple(holder for holder in Holder.values if holder != Holder.CLOSED)
#: No conversation has it: what is looked for cannot be there.
NOTHING = ("c",)


@dataclass(frozen=True)
class Narrowed:
    """What the index is asked, and which conversations count (None: all, or those the index was told)."""

    sought: Sought
    conversations: QuerySet[Any] | None
    unclear: tuple[str, ...] = ()


def narrow(question: Question, person: Person, zone: tzinfo) -> Narrowed:
    """person: whom from:me and is:mine mean. zone: in which the days of before: and after: begin."""
    sought = Sought(question.terms)
    if question.before:
        sought = replace(sought, below=_key(question.before, zone))
    if question.after:
        sought = replace(sought, above=_key(question.after, zone) - 1)
    if question.speaker:
        sought = replace(sought, about=(*sought.about, _speaker_marks(question.speaker, person)))
    rows, unclear = _conversations(question, person)
    if rows is None:
        return Narrowed(sought, None, unclear)
    named = [f"c{pk.hex[:16]}" for pk in rows.values_list("pk", flat=True)[: MOST_NAMED + 1]]
    if len(named) > MOST_NAMED:
        return Narrowed(sought, rows, unclear)
    return Narrowed(replace(sought, about=(*sought.about, tuple(named) or NOTHING)), rows, unclear)


def _key(day: date, zone: tzinfo) -> int:
    return key_at(datetime.combine(day, time(), zone).timestamp())


def _speaker_marks(speaker: str, person: Person) -> tuple[str, ...]:
    """Of a kind of speaker, of oneself, or of the people whose name begins like this."""
    wanted = fold(speaker)
    if wanted in SPEAKERS:
        return SPEAKERS[wanted]
    if wanted == "me":
        return (f"p{person.pk}",)
    names = Person.objects.values_list("pk", "name")
    marks = tuple(f"p{pk}" for pk, name in names if f" {fold(name)}".find(f" {wanted}") >= 0)
    return marks or NOTHING


def _conversations(question: Question, person: Person) -> tuple[QuerySet[Any] | None, tuple[str, ...]]:
    rows, unclear = Conversation.objects.all(), []
    for state in question.states:
        rows = rows.filter(_state(state, person))
    if question.customer:
        rows = rows.filter(customer__in=_with(question.customer))
    for thing in question.has:
        if thing == "file":
            rows = rows.filter(pk__in=sent_files().values("conversation"))
        elif thing in HAS:
            rows = rows.filter(pk__in=Note.objects.values("conversation"))
        else:
            unclear.append(
                _("“has:{thing}” is not known. Try has:{known}.").format(
                    thing=thing, known=", has:".join(HAS)
                )
            )
    for label in question.labels:
        rows = rows.filter(pk__in=_uses(label).values("conversation"))
    is_narrowed = bool(question.states or question.customer or question.has or question.labels)
    return (rows if is_narrowed else None), tuple(unclear)


def _with(name: str) -> list[int]:
    """The keys of customers; of their speaker, from: would also do, but they may speak under no name."""
    return [customer.pk for customer in find_customers(name, MOST_NAMED)]


def _state(state: str, person: Person) -> Q:
    match state:
        case "closed":
            return Q(holder=Holder.CLOSED)
        case "waiting":
            return Q(holder=Holder.QUEUE)
        case "mine":
            return Q(person=person, holder__in=[Holder.PERSON, Holder.SNOOZED])
        case "snoozed":
            return Q(holder=Holder.SNOOZED)
        case "bot":
            return Q(holder=Holder.BOT)
        case "urgent":
            return Q(priority__gte=Priority.HIGH, holder__in=OPEN)
    return Q(holder__in=OPEN)


def _uses(label: str) -> QuerySet[Labelled]:
    """By the label's name or one that was merged into it."""
    key = fold_label(label)
    return Labelled.objects.filter(
        Q(label__key=key) | Q(label__in=Label.objects.filter(key=key).values("merged_into"))
    )
