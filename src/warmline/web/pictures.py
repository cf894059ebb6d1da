"""Is this upload a picture that may be shown? Told by its content, never by its name; only what draws it is kept."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from django.utils.translation import gettext as _

PNG: Final = b"\x89PNG\r\n\x1a\n"
#: What draws the picture; texts, times and places where it was taken go.
PNG_PARTS: Final = {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"sRGB", b"IDAT", b"IEND"}
#: Markers of a frame: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1, less DHT, JPG and DAC.
JPEG_FRAMES: Final = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
#: JFIF and Adobe say how colours are meant; all other APPn and comments may hold personal data.
JPEG_DROPPED: Final = {*range(0xE1, 0xF0), 0xFE} - {0xEE}
#: Chosen by us: a logo is shown at 64 px at most, and each visitor fetches it.
LARGEST_BYTES: Final = 300_000
LONGEST_SIDE: Final = 2_000


class BadPicture(Exception):
    """The text says to the owner what would do instead."""


@dataclass(frozen=True)
class Picture:
    """kind: 'png' or 'jpeg'. content: rewritten, without what the picture does not need."""

    kind: str
    content: bytes
    width: int
    height: int


def read_picture(upload: bytes) -> Picture:
    """Raises BadPicture."""
    if len(upload) > LARGEST_BYTES:
        raise BadPicture(
            _("This file is larger than {most} kB. Please save it smaller.").format(
                most=LARGEST_BYTES // 1000
            )
        )
    if upload.startswith(PNG):
        picture = _read_png(upload)
    elif upload.startswith(b"\xff\xd8\xff"):
        picture = _read_jpeg(upload)
    elif b"<svg" in upload[:4096].lower():
        raise BadPicture(_("An SVG file can hold hidden programs. Please save it as PNG."))
    else:
        raise BadPicture(_("Please choose a PNG or JPEG picture."))
    if not (0 < picture.width <= LONGEST_SIDE and 0 < picture.height <= LONGEST_SIDE):
        raise BadPicture(
            _("Please choose a picture of at most {most} pixels on each side.").format(most=LONGEST_SIDE)
        )
    return picture


def _read_png(upload: bytes) -> Picture:
    parts = list(_png_parts(upload))
    names = [name for name, _ in parts]
    if names[:1] != [b"IHDR"] or names[-1:] != [b"IEND"] or b"IDAT" not in names:
        raise _broken()
    width, height = struct.unpack(">II", parts[0][1][8:16])
    kept = b"".join(whole for name, whole in parts if name in PNG_PARTS)
    return Picture("png", PNG + kept, width, height)


def _png_parts(upload: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and whole chunk, up to the end of the picture; what hangs behind it is left out."""
    at = len(PNG)
    while at + 12 <= len(upload):
        (length,) = struct.unpack(">I", upload[at : at + 4])
        whole = upload[at : at + 12 + length]
        if len(whole) < 12 + length or struct.unpack(">I", whole[-4:])[0] != crc32(whole[4:-4]):
            raise _broken()
        yield whole[4:8], whole
        if whole[4:8] == b"IEND":
            return
        at += 12 + length


def _read_jpeg(upload: bytes) -> Picture:
    kept, size = [upload[:2]], (0, 0)
    for marker, whole in _jpeg_parts(upload):
        if marker in JPEG_FRAMES and len(whole) >= 9:
            height, width = struct.unpack(">HH", whole[5:9])
            size = (width, height)
        if marker not in JPEG_DROPPED:
            kept.append(whole)
    return Picture("jpeg", b"".join(kept), *size)


def _jpeg_parts(upload: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and whole segment; the last one is the scan, up to the end of the picture."""
    at = 2
    while at + 4 <= len(upload) and upload[at] == 0xFF:
        marker = upload[at + 1]
        end = upload.rfind(b"\xff\xd9") + 2
        if marker == 0xDA and end > at:
            yield marker, upload[at:end]
            return
        (length,) = struct.unpack(">H", upload[at + 2 : at + 4])
        if length < 2:
            break
        yield marker, upload[at : at + 2 + length]
        at += 2 + length
    raise _broken()


def _broken() -> BadPicture:
    return BadPicture(_("This picture is damaged. Please save it again and try once more."))
