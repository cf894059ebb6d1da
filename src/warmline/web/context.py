"""What does every template know about the business?"""

from typing import Any, Final

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from warmline.web.models import Business

#: Where a request keeps the business that was read for it.
READ: Final = "warmline.business"


def business(request: HttpRequest) -> dict[str, Any]:
    """`business`: the one business, unsaved with its defaults before the first run; one query if used."""
    return {"business": SimpleLazyObject(lambda: business_of(request))}


def business_of(request: HttpRequest) -> Business:
    """The business, read once for each request."""
    if READ not in request.META:
        request.META[READ] = current_business()
    business: Business = request.META[READ]
    return business


def current_business() -> Business:
    return Business.objects.filter(pk=1).first() or Business(name="Warmline")
