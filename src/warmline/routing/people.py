"""Who works here, what can they do, and how much do they have in hand?"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Max, Q, QuerySet

from warmline.conversations.models import Conversation, Holder, HolderChange
from warmline.routing.choosing import Candidate
from warmline.routing.needing import UPSET
from warmline.staff.models import Person
from warmline.staff.presence import people_here

#: Where nobody waits and nothing was said for so long, it takes no room (field notes: freed after 10 min).
QUIET: Final = timedelta(minutes=10)
#: How far back emotional load is counted (chosen by us: a working day and the night to rest from it).
LOAD_SPAN: Final = timedelta(hours=24)


def candidates(at: datetime) -> Sequence[Candidate]:
    """Everybody who works here, by name; who is not here too, so that it can be said why it was not them."""
    people = list(Person.objects.filter(is_active=True).order_by("name", "pk"))
    here = {each.pk for each in people_here(at)}
    ids = [each.pk for each in people]
    held = _in_hand(ids, at)
    upset = Q(episodes__closed_at=None, episodes__mood__end_value__gte=UPSET)
    holding = _counted(held, Count("pk", distinct=True))
    upset_now = _counted(held.filter(upset), Count("pk", distinct=True))
    today, last = upset_today(ids, at), _last_given(ids)
    return [
        Candidate(
            id=each.pk,
            name=each.name,
            is_here=each.pk in here,
            speaks=tuple(each.speaks),
            skills=frozenset(each.skills),
            capacity=each.capacity,
            holding=holding.get(each.pk, 0),
            upset=upset_now.get(each.pk, 0),
            upset_today=today.get(each.pk, 0),
            free_since=last.get(each.pk),
        )
        for each in people
    ]


def lock_people() -> None:
    """Until the end of the transaction no other router counts what they hold."""
    # Not FOR UPDATE: whoever writes a row that names a person would wait as well.
    list(
        Person.objects.select_for_update(no_key=True).filter(is_active=True).order_by("pk").values_list("pk")
    )


def _in_hand(ids: Collection[int], at: datetime) -> QuerySet[Conversation]:
    counts = Q(waiting_since__isnull=False) | Q(last_message_at__gt=at - QUIET)
    return Conversation.objects.filter(counts, holder=Holder.PERSON, person__in=ids)


def _counted(rows: QuerySet[Any], count: Any) -> dict[int, int]:
    return dict(rows.order_by().values_list("person").annotate(count=count))


def upset_today(ids: Collection[int], at: datetime) -> dict[int, int]:
    """How many conversations with a customer who was upset each of them had in the last 24 hours."""
    had = HolderChange.objects.filter(
        holder=Holder.PERSON, person__in=ids, at__gt=at - LOAD_SPAN, episode__mood__peak_value__gte=UPSET
    )
    return _counted(had, Count("conversation", distinct=True))


def _last_given(ids: Collection[int]) -> dict[int, datetime]:
    given = HolderChange.objects.filter(holder=Holder.PERSON, person__in=ids)
    return dict(given.order_by().values_list("person").annotate(last=Max("at")))
