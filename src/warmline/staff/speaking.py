"""In which language does somebody who works here read our pages? As chosen on "Me", else as the browser prefers."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop, override

from warmline.staff.models import Person
from warmline.web.tongue import PUBLIC, language_preferred

Handler = Callable[[HttpRequest], HttpResponse]

#: Pages of customers and files that are alike for everybody: who is signed in changes nothing there.
EVERYBODYS: Final = (
    *PUBLIC,
    "/shop/",
    "/static/",
    "/logo/",
    "/brand.css",
    "/manifest.webmanifest",
    "/worker.js",
)
AS_THE_BROWSER: Final = ("", gettext_noop("As my browser asks"))


def choices() -> tuple[tuple[str, str], ...]:
    """What can be chosen on "Me", each language by its own name."""
    return (AS_THE_BROWSER, *((code, str(name)) for code, name in settings.LANGUAGES))


def speak(person: Person, language: str) -> None:
    """Raises ValueError for a language that we do not speak."""
    if language not in dict(choices()):
        raise ValueError(language)
    person.language = language
    person.save(update_fields=["language"])


def staff_pages_in_their_language(get_response: Handler) -> Handler:
    """What is said to a customer names its language itself (`say`): this one cannot slip into it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(EVERYBODYS):
            return get_response(request)
        language = language_for(request)
        with override(language):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def language_for(request: HttpRequest) -> str:
    """The person's own; before signing in and without a choice as the browser prefers, else the business's."""
    chosen = request.user.language if isinstance(request.user, Person) else ""
    return chosen or language_preferred(request)
