"""Who is at their desk right now?"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from warmline.jobs.announcing import announce
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.web.options import value_of

#: An open page says so every 20 s (web/presence.js); a missed one is forgiven. Chosen by us: "is at work"
#: is less strict than "looks at this conversation" (25 s, field notes).
HERE_FOR: Final = timedelta(seconds=60)
#: More often than this the row is not written again.
NOTED_EVERY: Final = timedelta(seconds=10)
#: A page that was not touched for longer is not told apart from one that never was.
LONGEST_IDLE: Final = timedelta(days=30)


def note_presence(person: Person) -> None:
    """A sign of life of the person's open page."""
    at = now()
    # A clock set back leaves a moment to come, which tells nothing.
    gone = Q(seen_at=None) | Q(seen_at__lt=at - HERE_FOR) | Q(seen_at__gt=at)
    with transaction.atomic():
        if Person.objects.filter(gone, pk=person.pk).update(seen_at=at):
            _came_back()
            return
    Person.objects.filter(seen_at__lt=at - NOTED_EVERY, pk=person.pk).update(seen_at=at)


def note_input(person: Person, idle: timedelta) -> None:
    """Somebody touched a page of theirs so long ago; of several pages the latest counts."""
    at = now()
    touched = at - min(max(idle, timedelta(0)), LONGEST_IDLE)
    mine = Person.objects.filter(pk=person.pk)
    after = away_after()
    with transaction.atomic():
        if after and touched > at - after and mine.filter(input_at__lt=at - after).update(input_at=touched):
            _came_back()
            return
    older = Q(input_at=None) | Q(input_at__lt=touched - NOTED_EVERY) | Q(input_at__gt=at)
    mine.filter(older).update(input_at=touched)


def people_here(at: datetime) -> list[Person]:
    """Active people with a page open, lately touched, who take conversations; by name."""
    # A clock set back would otherwise keep somebody here for hours.
    recent = Person.objects.filter(seen_at__gt=at - HERE_FOR, seen_at__lt=at + HERE_FOR)
    after = away_after()
    if after:
        # A page that never told anything, such as one without scripts, is not held against anybody.
        recent = recent.filter(Q(input_at=None) | Q(input_at__gt=at - after))
    return list(recent.filter(is_active=True, is_away=False).order_by("name", "pk"))


def away_after() -> timedelta:
    """Untouched for so long somebody is away by itself; nothing for never."""
    return timedelta(minutes=value_of("staff.away_minutes"))


@transaction.atomic
def set_away(person: Person, is_away: bool) -> None:
    Person.objects.filter(pk=person.pk).update(is_away=is_away)
    if not is_away:
        _came_back()


def _came_back() -> None:
    """Whoever waits longest may be theirs now."""
    announce("queue to route", lock="routing")
