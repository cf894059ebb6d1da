"""What does a token say, and is it signed by the business's own site? Pure: the same token at the same time, the same.

A JSON Web Token (RFC 7519) signed by HMAC-SHA-256 (HS256, RFC 7515) and by nothing else (RFC 8725, section 3.1).
"""

import base64
import binascii
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

#: Longer ones are not looked at.
LONGEST: Final = 4096
#: A token is made for the page that is being shown: an hour is long for that (chosen by us).
LONGEST_SECONDS: Final = 3600
#: Clocks of two servers differ a little.
TOLERANCE_SECONDS: Final = 60
LONGEST_SUBJECT: Final = 200
_PART: Final = re.compile(r"[A-Za-z0-9_-]+")
EMAIL: Final = re.compile(r"[^\s@<>\"',;:()\[\]\\]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")


class BadIdentity(Exception):
    """why: for the owner, such as "expired"; a visitor is never told."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Claims:
    """key: the name of the key that signed it. email and name: "" when not told. ends: seconds since 1970."""

    key: str
    subject: str
    email: str
    name: str
    ends: int


def read(token: str, keys: Mapping[str, str], at: float) -> Claims:
    """keys: secret by name, all that are valid. Raises BadIdentity."""
    if len(token) > LONGEST or not token.isascii():
        raise BadIdentity("malformed")
    parts = token.split(".")
    if len(parts) != 3 or not all(_PART.fullmatch(part) for part in parts):
        raise BadIdentity("malformed")
    head, said = _json(parts[0]), parts[1]
    if head.get("alg") != "HS256" or "crit" in head:
        raise BadIdentity("another algorithm")
    key = _signed_by(f"{parts[0]}.{said}", parts[2], keys)
    return _claims(_json(said), key, at)


def _signed_by(text: str, signature: str, keys: Mapping[str, str]) -> str:
    given = _bytes(signature)
    found = ""
    # All are tried, whatever the header names: how long it takes tells nothing.
    for name, secret in keys.items():
        mac = hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()
        if hmac.compare_digest(mac, given):
            found = name
    if not found:
        raise BadIdentity("signed with another key")
    return found


def _claims(said: Mapping[str, Any], key: str, at: float) -> Claims:
    ends, begins = said.get("exp"), said.get("iat", at)
    if type(ends) is not int or type(begins) not in (int, float):
        raise BadIdentity("without an end")
    if not at - TOLERANCE_SECONDS < ends:
        raise BadIdentity("expired")
    if ends > at + LONGEST_SECONDS + TOLERANCE_SECONDS or begins > at + TOLERANCE_SECONDS:
        raise BadIdentity("lasts too long")
    subject = said.get("sub")
    if type(subject) is int:
        subject = str(subject)
    return Claims(key, _text(subject, LONGEST_SUBJECT, "id"), _email(said), _name(said), ends)


def _email(said: Mapping[str, Any]) -> str:
    """Only an address that the site has confirmed is one."""
    email = said.get("email")
    if not email or said.get("email_verified") is False:
        return ""
    email = _text(email, 254, "e-mail address").lower()
    if not EMAIL.fullmatch(email):
        raise BadIdentity("without a proper e-mail address")
    return email


def _name(said: Mapping[str, Any]) -> str:
    return _text(said["name"], 120, "name") if said.get("name") else ""


def _text(value: object, longest: int, what: str) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > longest or not value.isprintable():
        raise BadIdentity(f"without a proper {what}")
    return value.strip()


def _json(part: str) -> dict[str, Any]:
    try:
        value = json.loads(_bytes(part))
    except (ValueError, RecursionError) as error:
        raise BadIdentity("malformed") from error
    if not isinstance(value, dict):
        raise BadIdentity("malformed")
    return value


def _bytes(part: str) -> bytes:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadIdentity("malformed") from error
