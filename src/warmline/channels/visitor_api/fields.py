"""What may a visitor say about themselves? Each field with its type and its bound."""

import re
from typing import Any

from warmline.channels.identity.reading import LONGEST as LONGEST_IDENTITY
from warmline.channels.line import Visitor
from warmline.channels.visitor_api.http import Problem

#: Enough to tell a typing mistake; whether an address exists only a mail can tell.
EMAIL = re.compile(r"[^\s@<>\"',;:()\[\]\\]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,3}")


def visitor_of(body: dict[str, Any]) -> Visitor:
    """Raises Problem 422 with the field's name for a wrong type, a bad e-mail address or a text out of bounds."""
    language = text_of(body, "language", 35)
    page = text_of(body, "page", 500, cut=True)
    return Visitor(
        name=text_of(body, "name", 120),
        email=email_of(body.get("email")) if body.get("email") else "",
        page=page if page.startswith(("http://", "https://")) else "",
        language=language[:2].lower() if LANGUAGE.fullmatch(language) else "",
        identity=_identity_of(body),
    )


def _identity_of(body: dict[str, Any]) -> str:
    """Whatever is no token is left aside: the chat then works as for anybody."""
    identity = body.get("identity")
    return identity if isinstance(identity, str) and len(identity) <= LONGEST_IDENTITY else ""


def text_of(body: dict[str, Any], field: str, longest: int, *, cut: bool = False) -> str:
    """A one-line text, "" when missing; control characters are taken out."""
    value = body.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Problem(422, f"{field} must be text.")
    if len(value) > longest and not cut:
        raise Problem(422, f"{field} is too long: at most {longest} characters, please.")
    printable = "".join(mark for mark in value[:longest] if mark.isprintable())
    return printable.encode("utf-8", "ignore").decode().strip()


def email_of(value: object) -> str:
    if not isinstance(value, str) or len(value) > 254 or not EMAIL.fullmatch(value.strip()):
        raise Problem(422, "This does not look like an e-mail address. Please check it.")
    return value.strip().lower()


def number_of(text: str) -> int:
    """A message number from a query or header, 0 when missing."""
    if not text:
        return 0
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Problem(422, "The message number must be a whole number.")
    return int(text)
