"""Who acts now, and from where? Set at the edge (a request, a command), read where an act is written down."""

import ipaddress
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse

from warmline.audit.models import Entry

Handler = Callable[[HttpRequest], HttpResponse]

#: A network is told, not a house: as much as tells Dublin from Delhi (chosen by us).
IPV4_BITS, IPV6_BITS = 24, 48
#: The first that fits; each names itself as the others too.
_BROWSERS: Final = (
    ("Edge", "Edg"),
    ("Opera", "OPR/"),
    ("Firefox", "Firefox/"),
    ("Chrome", "Chrome/"),
    ("Safari", "Safari/"),
)
_SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac", "Mac OS"),
)
_LINUX: Final = re.compile(r"Linux|X11|CrOS")


@dataclass(frozen=True)
class Actor:
    who: str = Entry.Who.SYSTEM
    person: int | None = None
    name: str = ""
    place: str = ""


SYSTEM: Final = Actor()
COMMAND: Final = Actor(Entry.Who.COMMAND)
_now: "ContextVar[Callable[[], Actor]]" = ContextVar("who acts", default=lambda: SYSTEM)


def current() -> Actor:
    return _now.get()()


@contextmanager
def acting(who: Callable[[], Actor]) -> Iterator[None]:
    """who is asked only when something is written down."""
    token = _now.set(who)
    try:
        yield
    finally:
        _now.reset(token)


def who_acts(get_response: Handler) -> Handler:
    """A middleware: whoever sent this request acts."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with acting(lambda: actor_of(request)):
            return get_response(request)

    return middleware


def actor_of(request: HttpRequest) -> Actor:
    place = place_of(request)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Actor(Entry.Who.STRANGER, place=place)
    return Actor(Entry.Who.PERSON, user.pk, str(user)[:80], place)


def place_of(request: HttpRequest) -> str:
    browser = browser_of(request.headers.get("User-Agent", ""))
    return ", ".join(part for part in (network_of(request.META.get("REMOTE_ADDR", "")), browser) if part)


def network_of(address: str) -> str:
    """Such as 203.0.113.0/24; "" when it is none."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if ip.is_loopback:
        return "this machine"
    return str(ipaddress.ip_network((ip, IPV4_BITS if ip.version == 4 else IPV6_BITS), strict=False))


def browser_of(agent: str) -> str:
    """Such as "Firefox on Windows"; "" when nothing is known. Never the words that were sent."""
    browser = next((name for name, mark in _BROWSERS if mark in agent), "")
    system = next((name for name, mark in _SYSTEMS if mark in agent), "")
    system = system or ("Linux" if _LINUX.search(agent) else "")
    return f"{browser} on {system}" if browser and system else browser or system
