"""What do the pages of staff know about being away by itself?"""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from warmline.staff.presence import away_after


def presence(request: HttpRequest) -> dict[str, Any]:
    """`away_after_seconds`: as web/presence.js wants it, 0 for never; one query if used."""
    return {"away_after_seconds": SimpleLazyObject(lambda: int(away_after().total_seconds()))}
