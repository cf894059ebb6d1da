"""How do those who wait come to people? One after the other, the most urgent first, each in one transaction.

The conversation is locked, then everybody who works here, then what they hold is counted: two routers at once cannot
both see the last free place. A conversation that fits nobody stays where everybody sees it.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F

from warmline.conversations.appending import Words, append
from warmline.conversations.errors import UnknownConversation
from warmline.conversations.holding import SYSTEM, Change, change_holder, current_episode, hold
from warmline.conversations.models import Conversation, Episode, Holder
from warmline.jobs.announcing import announce
from warmline.lib.languages import say
from warmline.lib.time import now
from warmline.routing.choosing import NOT_HERE, Choice, route
from warmline.routing.models import Assignment, Round
from warmline.routing.needing import need_of
from warmline.routing.people import candidates, lock_people
from warmline.staff.models import Person
from warmline.staff.presence import people_here
from warmline.web.options import value_of

#: In one go; those who come after are looked at in the next round.
MOST_AT_ONCE: Final = 50
#: So many colleagues are named with their reason.
MOST_PASSED_OVER: Final = 30
#: While somebody waits who could not be given to anybody: room comes back with time as well (people.QUIET).
AGAIN_AFTER: Final = timedelta(seconds=60)


def route_waiting() -> None:
    """Gives whoever waits to the best free person; nothing unless the owner wants it so. May run twice, and at once."""
    if not value_of("routing.is_automatic") or not people_here(now()):
        # Whoever comes back announces it, and so does the owner's switch.
        return
    left = [pk for pk in _waiting() if not _route_one(pk)]
    if left:
        _look_again()


def _waiting() -> Iterable[UUID]:
    """By need, as in the inbox."""
    queue = Conversation.objects.filter(holder=Holder.QUEUE)
    order = queue.order_by("-priority", F("due_at").asc(nulls_last=True), "waiting_since", "pk")
    return list(order.values_list("pk", flat=True)[:MOST_AT_ONCE])


def _route_one(pk: UUID) -> bool:
    """False when everybody is offered it."""
    try:
        with hold(pk) as held:
            if held.holder != Holder.QUEUE:
                return True
            at, episode = now(), current_episode(held)
            lock_people()
            choice = route(need_of(held, episode, at), candidates(at))
            if choice.person is None:
                _offer(held, episode, choice, at)
                return False
            _give(held, episode, choice, at)
    except UnknownConversation:
        pass
    return True


def _give(held: Conversation, episode: Episode, choice: Choice, at: datetime) -> None:
    """Holder, reason, record and the customer's notice together."""
    assert choice.person  # noqa: S101 (for the type checker)
    person = Person.objects.get(pk=choice.person.id)
    held.responded_through = held.last_number
    held.save(update_fields=["responded_through"])
    because = f"Given to {person.name}: {_of_them(choice.because)}."
    change_holder(held, episode, Change(Holder.PERSON, SYSTEM, because, person=person, reason=held.reason))
    text = say(
        held.language,
        "{name} from our team has your conversation and will write to you here.",
        name=person.name,
    )
    append(held, episode, SYSTEM, Words(text))
    given = _record(held, episode, choice, person, at)
    announce(
        "given to open",
        due_at=at + timedelta(minutes=value_of("routing.open_minutes")),
        assignment=given.pk,
    )


def _offer(held: Conversation, episode: Episode, choice: Choice, at: datetime) -> None:
    """Once for each version, with the latest reason."""
    known = Assignment.objects.filter(conversation=held, version=held.version).first()
    if known is None:
        _record(held, episode, choice, None, at)
    elif known.reasons != _reasons(choice):
        known.reasons, known.passed_over, known.at = _reasons(choice), _passed(choice), at
        known.save(update_fields=["reasons", "passed_over", "at"])


def _record(
    held: Conversation, episode: Episode, choice: Choice, person: Person | None, at: datetime
) -> Assignment:
    return Assignment.objects.create(
        conversation=held,
        episode=episode,
        version=held.version,
        person=person,
        reasons=_reasons(choice),
        passed_over=_passed(choice),
        at=at,
    )


def _reasons(choice: Choice) -> list[dict[str, Any]]:
    return [each.as_json() for each in choice.reasons]


def _passed(choice: Choice) -> list[dict[str, Any]]:
    """Of a large house those who are not here are left out first."""
    kept = sorted(choice.passed_over, key=lambda each: each.why == NOT_HERE)[:MOST_PASSED_OVER]
    return [{"name": each.name, "why": each.why.as_json()} for each in kept]


def _of_them(because: str) -> str:
    """What is said to that person, said of them."""
    return re.sub(r"\byou\b", "they", because)


def _look_again() -> None:
    """One look ahead is enough, however many rounds end with somebody left."""
    at = now()
    with transaction.atomic():
        Round.objects.get_or_create(pk=1)
        row = Round.objects.select_for_update().get(pk=1)
        # A clock set back would otherwise hold up the next look for hours.
        if row.again_at is not None and at < row.again_at <= at + AGAIN_AFTER:
            return
        row.again_at = at + AGAIN_AFTER
        row.save(update_fields=["again_at"])
        announce("queue to route", lock="routing", due_at=row.again_at)
