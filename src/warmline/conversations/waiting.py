"""How long will the customer wait for a person, and what do we tell them about it?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import OuterRef, Q, Subquery

from warmline.calendar.opening import is_open_now, next_opening_at, say_when
from warmline.conversations.models import Conversation, Holder, HolderChange, Kind, Message
from warmline.lib.languages import say_count
from warmline.staff.presence import people_here
from warmline.web.voice import say

#: Below this many conversations in the last week no figure is told (field notes, waiting).
ENOUGH = 5
#: A single answer outside these bounds tells nothing about the usual wait.
LONGEST_SECONDS = 4 * 3600
#: So many of the latest are looked at (chosen by us): more would not change the median that is told.
MOST_WAITS = 200


@dataclass(frozen=True)
class Outlook:
    """What lies before a customer who waits for a person.

    here: people at their desks now. ahead: conversations in the queue before this one. usual_seconds: median
    time to a person's first word in the last 7 days, None below 5 conversations. back: when people are here
    again, in words, "" when they are here or nobody has set the hours. opens_at: the same as an instant.
    language: the customer's.
    """

    here: int
    ahead: int
    usual_seconds: float | None
    back: str
    opens_at: datetime | None
    language: str = ""


def outlook(at: datetime, conversation: Conversation | None = None, language: str = "") -> Outlook:
    language = conversation.language if conversation else language
    here = len(people_here(at))
    opens_at = None if here or is_open_now(at) else next_opening_at(at)
    return Outlook(
        here=here,
        ahead=0 if conversation is None else _ahead_of(conversation),
        usual_seconds=usual_wait_seconds(at),
        back=say_when(opens_at, at, language) if opens_at else "",
        opens_at=opens_at,
        language=language,
    )


def _ahead_of(conversation: Conversation) -> int:
    """Those of higher priority, and of equal priority who wait longer."""
    queue = Conversation.objects.filter(holder=Holder.QUEUE).exclude(pk=conversation.pk)
    sooner = Q(priority__gt=conversation.priority)
    if conversation.waiting_since:
        sooner |= Q(priority=conversation.priority, waiting_since__lt=conversation.waiting_since)
    else:
        sooner |= Q(priority=conversation.priority)
    return queue.filter(sooner).count()


def usual_wait_seconds(at: datetime) -> float | None:
    """Median seconds from entering the queue to a person's first word, of the latest in the last 7 days."""
    queued = HolderChange.objects.filter(holder=Holder.QUEUE, at__gt=at - timedelta(days=7), at__lte=at)
    words = Message.objects.filter(episode=OuterRef("episode"), kind=Kind.PERSON).order_by("at")
    first_words = (
        queued.order_by("-at")
        .annotate(answered_at=Subquery(words.values("at")[:1]))
        .values_list("at", "answered_at")
    )[:MOST_WAITS]
    waits = [
        (answered - since).total_seconds() for since, answered in first_words if answered and answered > since
    ]
    waits = [wait for wait in waits if wait <= LONGEST_SECONDS]
    return median(waits) if len(waits) >= ENOUGH else None


def tell_availability(what: Outlook) -> str:
    """Said before anybody types."""
    if what.here and what.usual_seconds is not None:
        wait = say_minutes(what.usual_seconds, what.language)
        return say(what.language, "Our team is here now. Usual wait: {wait}.", wait=wait)
    if what.here:
        return say(what.language, "Our team is here now.")
    if what.back:
        return say(what.language, "Our team is back {when}.", when=what.back)
    return say(what.language, "Nobody is here now. Leave us a message.")


def tell_next(what: Outlook, *, has_email: bool) -> str:
    """Said at the handoff: who, how long, and what if nobody is free."""
    language = what.language
    if what.here:
        who = say_count(language, "One person is here now.", "{count} people are here now.", what.here)
        kept = say(language, "You can stay here or come back later: this chat is kept.")
        return f"{who} {_how_long(what)} {kept}"
    when = (
        say(language, "Our team is back {when}.", when=what.back)
        if what.back
        else say(language, "Nobody is at the desk right now, but our team will see this.")
    )
    place = (
        say(language, "You are first on our list.")
        if what.ahead == 0
        else say(language, "You are number {place} on our list.", place=what.ahead + 1)
    )
    how = (
        say(language, "We have your e-mail address, and the answer will also be here in this chat.")
        if has_email
        else say(
            language,
            "Leave your e-mail address so that we can reach you, or come back: the answer will be here in this chat.",
        )
    )
    return f"{when} {place} {how}"


def say_place(conversation: Conversation) -> str:
    """One line for the screen of a customer in the queue; a single query, since it is said often."""
    ahead = _ahead_of(conversation)
    if ahead == 0:
        return say(conversation.language, "You are next in line for a person.")
    return say(conversation.language, "You are number {place} in line for a person.", place=ahead + 1)


def _how_long(what: Outlook) -> str:
    language, place = what.language, what.ahead + 1
    if what.usual_seconds is None:
        if what.ahead == 0:
            return say(language, "You are next in line, and somebody will join you as soon as they can.")
        return say(
            language,
            "You are number {place} in line, and somebody will join you as soon as they can.",
            place=place,
        )
    wait = say_minutes(what.usual_seconds * place / max(what.here, 1), language)
    if what.ahead == 0:
        return say(language, "You are next in line; the usual wait is {wait}.", wait=wait)
    return say(language, "You are number {place} in line; the usual wait is {wait}.", place=place, wait=wait)


def say_minutes(seconds: float, language: str = "") -> str:
    minutes = round(seconds / 60)
    if minutes < 1:
        return say(language, "under a minute")
    if minutes < 90:
        return say_count(language, "about a minute", "about {count} minutes", minutes)
    return say_count(language, "about an hour", "about {count} hours", round(minutes / 60))
