"""Is the log whole? Each entry carries an HMAC over itself and the one before, under a key that the database alone
does not tell."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC

from warmline.audit.models import Cut, Entry, Head
from warmline.lib.sealing import CannotUnseal
from warmline.vault.keeping import kept

KEY = "audit chain"


@dataclass(frozen=True)
class Broken:
    """number: of the first entry that is not as it was written; 0 when the key cannot be read."""

    number: int
    why: str


def mac_of(key: str, before: str, entry: Entry) -> str:
    at = entry.at.astimezone(UTC).isoformat()
    values = [before, entry.number, at, entry.who, entry.person, entry.name, entry.act, entry.on]
    return _mac(key, [*values, entry.detail, entry.place])


def mac_of_head(key: str, number: int, last: str) -> str:
    return _mac(key, ["head", number, last])


def _mac(key: str, values: Iterable[object]) -> str:
    text = json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def find_break() -> Broken | None:
    """Reads the log once, from the last cut on; None when it is whole."""
    try:
        key = kept(KEY)
    except CannotUnseal:
        return Broken(0, "its key was sealed under another secret")
    cut = Cut.objects.first()
    number, mac = (cut.through, cut.mac) if cut else (0, "")
    for entry in Entry.objects.filter(number__gt=number).order_by("number").iterator(1000):
        if entry.number != number + 1:
            return Broken(number + 1, "is missing")
        if not hmac.compare_digest(entry.mac, mac_of(key, mac, entry)):
            return Broken(entry.number, "was changed")
        number, mac = entry.number, entry.mac
    return _check_end(key, number, mac)


def _check_end(key: str, number: int, mac: str) -> Broken | None:
    head = Head.objects.filter(pk=1).first()
    if head is None:
        return Broken(1, "is missing") if number else None
    if head.number != number:
        return Broken(min(head.number, number) + 1, "is missing at the end")
    if not hmac.compare_digest(head.mac, mac_of_head(key, number, mac)):
        return Broken(number, "was changed")
    return None
