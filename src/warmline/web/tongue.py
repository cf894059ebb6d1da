"""In which language does somebody read our pages? As chosen, else as the browser prefers, else the business's."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, override
from django.utils.translation.trans_real import parse_accept_lang_header

from warmline.lib.languages import ENGLISH, codes
from warmline.web.context import business_of

Handler = Callable[[HttpRequest], HttpResponse]

COOKIE: Final = "language"
COOKIE_SECONDS: Final = 365 * 24 * 3600
#: Pages for everybody; those of staff follow their profile.
PUBLIC: Final = ("/help/",)
LONGEST_HEADER: Final = 200


@dataclass(frozen=True)
class Choice:
    """One language that a page can be read in. address: the same page in it."""

    code: str
    name: str
    address: str
    is_current: bool


def public_pages_in_their_language(get_response: Handler) -> Handler:
    """`?lang=de` on a page for everybody chooses, and is remembered."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PUBLIC):
            return get_response(request)
        language = language_of(request)
        with override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        if request.GET.get("lang") == language:
            response.set_cookie(
                COOKIE, language, COOKIE_SECONDS, samesite="Lax", httponly=True, secure=settings.IS_SECURE
            )
        return response

    return middleware


def language_now() -> str:
    """The language in which the page is made."""
    return get_language() or ENGLISH


def language_of(request: HttpRequest) -> str:
    wished = (request.GET.get("lang", ""), request.COOKIES.get(COOKIE, ""))
    return next((code for code in wished if code in codes()), "") or language_preferred(request)


def language_preferred(request: HttpRequest) -> str:
    """As the browser asks, else that of the business."""
    accepted = request.headers.get("Accept-Language", "")[:LONGEST_HEADER].lower()
    wished = (tag.split("-")[0] for tag, _ in parse_accept_lang_header(accepted))
    return next((code for code in wished if code in codes()), "") or _of_the_business(request)


def _of_the_business(request: HttpRequest) -> str:
    language = business_of(request).language
    return language if language in codes() else ENGLISH


def choices(request: HttpRequest, language: str) -> tuple[Choice, ...]:
    """The same page in each of our languages; what was searched for is kept."""
    found = []
    for code, name in settings.LANGUAGES:
        query = request.GET.copy()
        query["lang"] = code
        found.append(Choice(code, str(name), f"{request.path}?{query.urlencode()}", code == language))
    return tuple(found)
