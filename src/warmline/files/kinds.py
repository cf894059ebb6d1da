"""What is this file? Told by its first bytes, never by its name or by what a browser says of it."""

import re
from dataclasses import dataclass
from typing import Final

from warmline.files.errors import FileRefused


@dataclass(frozen=True)
class Kind:
    """group: what the owner allows or not. suffixes: of its names, the first is given to one without."""

    key: str
    group: str
    media_type: str
    suffixes: tuple[str, ...]


PICTURE, PDF, TEXT = "pictures", "pdf", "text"
GROUPS: Final = (PICTURE, PDF, TEXT)
KINDS: Final = {
    kind.key: kind
    for kind in (
        Kind("png", PICTURE, "image/png", (".png",)),
        Kind("jpeg", PICTURE, "image/jpeg", (".jpg", ".jpeg")),
        Kind("gif", PICTURE, "image/gif", (".gif",)),
        Kind("webp", PICTURE, "image/webp", (".webp",)),
        Kind("pdf", PDF, "application/pdf", (".pdf",)),
        Kind("text", TEXT, "text/plain", (".txt", ".csv", ".log", ".md")),
    )
}

#: https://www.w3.org/TR/png-3/#3PNGsignature, ITU-T T.81 B.1.1.3, https://www.w3.org/Graphics/GIF/spec-gif89a.txt,
#: https://developers.google.com/speed/webp/docs/riff_container, ISO 32000-1 7.5.2
_MAGIC: Final = (
    ("png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("jpeg", re.compile(rb"\xff\xd8\xff")),
    ("gif", re.compile(rb"GIF8[79]a")),
    ("webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ("pdf", re.compile(rb"%PDF-\d")),
)
#: What a browser could run, if it ever took the text for a page (https://mimesniff.spec.whatwg.org/#sniffing-mime-types).
_BEGINS_MARKUP: Final = re.compile(rb"<(?:!doctype|!--|\?xml|\?php|[a-z][a-z0-9]{0,20}[\s>/])", re.IGNORECASE)
_MARKUP: Final = re.compile(rb"<\s*(?:script|svg|html|iframe|object|embed)\b", re.IGNORECASE)
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
#: Control characters that no text holds; tab, line feed, form feed and carriage return are none of them.
_BINARY: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")

UNKNOWN: Final = "This kind of file cannot be sent here. Pictures, PDF and plain text can."
MARKUP: Final = "Web pages and drawings such as SVG can hold hidden programs, so they cannot be sent here."
EMPTY: Final = "This file is empty."


def kind_of(head: bytes) -> Kind:
    """head: the first bytes; a text is to be given whole as well. Raises FileRefused 415, for nothing at all 422."""
    if not head:
        raise FileRefused(422, EMPTY)
    for key, magic in _MAGIC:
        if magic.match(head):
            return KINDS[key]
    if _BINARY.search(head):
        raise FileRefused(415, UNKNOWN)
    if _MARKUP.search(head) or _BEGINS_MARKUP.match(head.removeprefix(_BYTE_ORDER_MARK).lstrip()):
        raise FileRefused(415, MARKUP)
    return KINDS["text"]
