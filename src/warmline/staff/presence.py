"""Who is at their desk right now?"""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from warmline.lib.time import now
from warmline.staff.models import Person

#: An open page says so every 20 s (web/presence.js); a missed one is forgiven. Chosen by us: "is at work"
#: is less strict than "looks at this conversation" (25 s, field notes).
HERE_FOR: Final = timedelta(seconds=60)
#: More often than this the row is not written again.
NOTED_EVERY: Final = timedelta(seconds=10)


def note_presence(person: Person) -> None:
    """A sign of life of the person's open page."""
    at = now()
    stale = Q(seen_at=None) | Q(seen_at__lt=at - NOTED_EVERY) | Q(seen_at__gt=at)
    Person.objects.filter(stale, pk=person.pk).update(seen_at=at)


def people_here(at: datetime) -> list[Person]:
    """Active people with a page open who take conversations, by name."""
    # A clock set back would otherwise keep somebody here for hours.
    recent = Person.objects.filter(seen_at__gt=at - HERE_FOR, seen_at__lt=at + HERE_FOR)
    return list(recent.filter(is_active=True, is_away=False).order_by("name", "pk"))


def set_away(person: Person, is_away: bool) -> None:
    Person.objects.filter(pk=person.pk).update(is_away=is_away)
