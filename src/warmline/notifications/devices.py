"""Which browsers of a person asked to be told?"""

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from warmline.lib.time import now
from warmline.lib.web_push import BadKeys, read_keys
from warmline.notifications.models import Device
from warmline.staff.models import Person

#: Nobody carries more (chosen by us); the oldest makes room.
MOST = 10
LONGEST_ENDPOINT = 800


class BadDevice(ValueError):
    """What the browser sent cannot be used; the text is for the person."""


def add_device(person: Person, endpoint: str, public: str, secret: str, agent: str) -> Device:
    """The same browser again is the same row, and belongs to whoever asked last. Raises BadDevice."""
    _check_endpoint(endpoint)
    try:
        read_keys(public, secret)
    except BadKeys as error:
        raise BadDevice(
            _("This browser's keys cannot be read. Please reload the page and try again.")
        ) from error
    values = {
        "person": person,
        "endpoint": endpoint,
        "public": public,
        "secret": secret,
        "name": name_of(agent),
        "added_at": now(),
    }
    with transaction.atomic():
        device = Device.objects.update_or_create(fingerprint=fingerprint(endpoint), defaults=values)[0]
        kept = (
            Device.objects.filter(person=person)
            .order_by("-added_at", "-pk")
            .values_list("pk", flat=True)[:MOST]
        )
        Device.objects.filter(person=person).exclude(pk__in=list(kept)).delete()
    return device


def _check_endpoint(endpoint: str) -> None:
    try:
        parts = urlsplit(endpoint)
        is_whole = bool(parts.hostname) and parts.port != 0 and not parts.username
    except ValueError:
        is_whole = False
    schemes = ("https", "http") if settings.MAY_CALL_LOOPBACK else ("https",)
    if (
        not is_whole
        or parts.scheme not in schemes
        or len(endpoint) > LONGEST_ENDPOINT
        or not (endpoint.isascii() and endpoint.isprintable() and " " not in endpoint)
    ):
        raise BadDevice(_("This browser's push service cannot be reached from here."))


def remove_device(person: Person, pk: int) -> bool:
    return bool(Device.objects.filter(person=person, pk=pk).delete()[0])


def fingerprint(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()


def name_of(agent: str) -> str:
    """ "Firefox on Android", as far as the browser says."""
    browsers = (
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    )
    systems = (
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    )
    browser = next((name for sign, name in browsers if sign in agent), "A browser")
    system = next((name for sign, name in systems if sign in agent), "")
    return f"{browser} on {system}" if system else browser
