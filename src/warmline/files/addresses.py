"""Under which address may a visitor fetch a file? A signed one that ends by itself; who has no key guesses nothing."""

import hmac
import time
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.conf import settings

#: How long an address holds at least; as its end is rounded up, it stays the same for an hour: browsers keep pictures.
HOUR_SECONDS: Final = 3600


def signed(pk: UUID, at: float | None = None) -> str:
    """ "<id>.<hour it ends>.<signature>": holds for one to two hours."""
    until = int((at if at is not None else time.time()) // HOUR_SECONDS) + 2
    return f"{pk.hex}.{until}.{_signature(pk, until)}"


def read_signed(ticket: str, at: float | None = None) -> tuple[UUID | None, bool]:
    """The file's id, None for a ticket that we did not write; and whether its time is over."""
    identity, _, rest = ticket.partition(".")
    until, _, signature = rest.partition(".")
    if not (until.isascii() and until.isdigit() and len(until) < 12 and len(identity) == 32):
        return None, False
    try:
        pk = UUID(hex=identity)
    except ValueError:
        return None, False
    if not hmac.compare_digest(_signature(pk, int(until)), signature.encode("ascii", "replace").decode()):
        return None, False
    return pk, (at if at is not None else time.time()) >= int(until) * HOUR_SECONDS


def _signature(pk: UUID, until: int) -> str:
    key = hmac.new(settings.SECRET_KEY.encode(), b"files.addresses", sha256).digest()
    return hmac.new(key, f"{pk.hex}.{until}".encode(), sha256).hexdigest()[:40]
