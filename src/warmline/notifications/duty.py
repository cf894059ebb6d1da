"""Who is on duty, with or without a page before them?"""

from datetime import timedelta
from typing import Final

from warmline.calendar.opening import is_open_now
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.staff.presence import people_here

#: Whoever was here so lately, while it is open, has most likely only closed the page (chosen by us: a long day).
SEEN_WITHIN: Final = timedelta(hours=12)


def people_on_duty() -> list[Person]:
    at = now()
    here = people_here(at)
    if not is_open_now(at):
        return here
    known = {person.pk for person in here}
    recent = Person.objects.filter(
        is_active=True, is_away=False, seen_at__gt=at - SEEN_WITHIN, seen_at__lt=at
    )
    return [*here, *(person for person in recent.order_by("name", "pk") if person.pk not in known)]


def is_here(person: Person) -> bool:
    return person in people_here(now())
