"""What do the pages of staff know of the bell?"""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from warmline.notifications.seeing import count_unseen
from warmline.staff.models import Person


def bell(request: HttpRequest) -> dict[str, Any]:
    """`notices`: how many things the person has not seen; one query if used, 0 for strangers."""
    return {"notices": SimpleLazyObject(lambda: _count(request))}


def _count(request: HttpRequest) -> int:
    person = getattr(request, "user", None)
    return count_unseen(person) if isinstance(person, Person) else 0
