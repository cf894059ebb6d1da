"""What does every template know about the business?"""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from warmline.web.models import Business


def business(request: HttpRequest) -> dict[str, Any]:
    """`business`: the one business, unsaved with its defaults before the first run; one query if used."""
    return {"business": SimpleLazyObject(current_business)}


def current_business() -> Business:
    return Business.objects.filter(pk=1).first() or Business(name="Warmline")
