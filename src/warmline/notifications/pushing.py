"""How does a notice reach somebody's device? Sealed, through the push service of its browser, or not at all."""

import hashlib
import json
import logging
import secrets
import time
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.utils.translation import override

from warmline.lib.outside import Unreachable, post
from warmline.lib.time import now
from warmline.lib.web_push import Keys, as_base64, public_point, seal, sign, signing_key, unbase64
from warmline.notifications.models import Device, Notice
from warmline.notifications.wishes import hearing_of
from warmline.notifications.words import language_of, told_outside
from warmline.vault.keeping import kept
from warmline.web.context import current_business

logger = logging.getLogger(__name__)

SECONDS: Final = 5.0
#: What could not be brought in this time is no news any more; it stands in the page and goes into the mail.
LATE: Final = timedelta(minutes=5)
#: How long the push service keeps it for a device that is switched off.
KEPT_SECONDS: Final = 3600
#: Not there any more (RFC 8030, section 5), or not ours: the installation's secret was changed.
GONE: Final = (401, 403, 404, 410)


class PushFailed(Exception):
    """It may go better later."""


def push_notice(notice: int, device: int) -> None:
    """Raises PushFailed; what is too late, seen or taken away is left."""
    found = (
        Notice.objects.select_related("person", "conversation__customer", "task").filter(pk=notice).first()
    )
    to = Device.objects.filter(pk=device).first()
    if found is None or to is None or found.seen_at is not None or to.person_id != found.person_id:
        return
    if now() - found.made_at > LATE:
        return
    with override(language_of(found.person)):
        told = told_outside(found, shows_words=hearing_of(found.person).shows_words)
    about = str(found.conversation_id or found.task_id)
    push(to, {"title": told.title, "text": told.text, "path": told.path, "tag": about})


def push(device: Device, note: dict[str, str]) -> bool:
    """True when the push service took it, False when the device is gone or the note unfit. Raises PushFailed."""
    body = seal(
        json.dumps(note, ensure_ascii=False).encode(), Keys(unbase64(device.public), unbase64(device.secret))
    )
    try:
        status = post(
            device.endpoint,
            body,
            _headers(device.endpoint, note["tag"]),
            seconds=SECONDS,
            may_loop=settings.MAY_CALL_LOOPBACK,
        )
    except Unreachable as error:
        if error.permanent:
            _forget(device)
            return False
        raise PushFailed(str(error)) from error
    return _read_status(device, status)


def _headers(endpoint: str, tag: str) -> dict[str, str]:
    return {
        "Authorization": sign(_key(), endpoint, _contact(), time.time()),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT_SECONDS),
        "Urgency": "high",
        # A later note about the same thing takes the place of one not yet brought; it says nothing of what it is.
        "Topic": as_base64(hashlib.sha256(f"{settings.SECRET_KEY}{tag}".encode()).digest()[:24]),
    }


def _contact() -> str:
    """Whom a push service can ask about trouble (RFC 8292, section 2.1)."""
    business: Any = current_business()
    if business.email:
        return f"mailto:{business.email}"
    return settings.SITE if settings.SITE.startswith("https://") else "mailto:nobody@warmline.invalid"


def _read_status(device: Device, status: int) -> bool:
    if 200 <= status < 300:
        Device.objects.filter(pk=device.pk).update(used_at=now())
        return True
    if status in GONE:
        _forget(device)
        return False
    if status == 429 or status >= 500:
        raise PushFailed(f"status {status}")
    logger.warning("The push service of device %d refused a note: status %d.", device.pk, status)
    return False


def _forget(device: Device) -> None:
    Device.objects.filter(pk=device.pk).delete()


def application_key() -> str:
    """What a browser needs to know to let us, and nobody else, reach it."""
    return as_base64(public_point(_key()))


def _key() -> Any:
    """Kept for as long as the installation: browsers trust this one, also after its secret was exchanged."""
    return signing_key(kept("web push", _first_seed))


def _first_seed() -> str:
    """Browsers that asked before keys were kept trust the one that came from the secret."""
    return settings.SECRET_KEY if Device.objects.exists() else secrets.token_urlsafe(32)
