"""What is left of a picture that was sent? Its points, drawn anew: no place, no camera, nothing that hangs behind."""

import threading
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

from warmline.files.errors import FileRefused
from warmline.files.kinds import KINDS, Kind

#: Points of a picture that is opened at all. A JPEG is read at a smaller scale at once, as a phone's 48 million need;
#: the others take four bytes a point (chosen by us).
MOST_POINTS: Final = {"jpeg": 52_000_000, "png": 26_000_000, "gif": 26_000_000, "webp": 26_000_000}
#: Enough to read a letter that was photographed; a larger picture is made smaller (chosen by us).
LONGEST_SIDE: Final = 3000
#: Of the JPEG that is kept: no difference is seen (chosen by us).
QUALITY: Final = 88

TOO_MANY: Final = "This picture has too many points. Please make it smaller and try again."
DAMAGED: Final = "This picture is damaged. Please save it again and try once more."

#: One at a time in a process: an open picture may take 150 MB.
_one = threading.Lock()


@dataclass(frozen=True)
class Redrawn:
    kind: Kind
    width: int
    height: int


def redraw(source: Path, kind: Kind, target: Path) -> Redrawn:
    """Writes the picture to `target`, a moving one as its first frame. Raises FileRefused 413 or 415, OSError."""
    with _one, warnings.catch_warnings():
        # Its size is looked at below, before a point is read.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        picture = _open(source, kind)
        kept = KINDS["jpeg" if kind.key == "jpeg" or _is_photo(picture, kind) else "png"]
        picture = picture.convert("RGB") if kept.key == "jpeg" else picture
        with target.open("wb") as writer:
            if kept.key == "jpeg":
                picture.save(writer, "JPEG", quality=QUALITY)
            else:
                picture.save(writer, "PNG", compress_level=6)
    return Redrawn(kept, *picture.size)


def _open(source: Path, kind: Kind) -> Image.Image:
    try:
        with Image.open(source, formats=(kind.key.upper(),)) as opened:
            width, height = opened.size
            if width * height > MOST_POINTS[kind.key]:
                raise FileRefused(413, TOO_MANY)
            if kind.key == "jpeg":
                opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            picture = ImageOps.exif_transpose(opened)
            picture = picture.convert(_mode(picture))
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    except FileRefused:
        raise
    except Image.DecompressionBombError:
        raise FileRefused(413, TOO_MANY) from None
    except MemoryError:
        raise FileRefused(413, TOO_MANY) from None
    except Exception as error:  # what a hostile picture can raise is not written anywhere
        raise FileRefused(415, DAMAGED) from error
    picture.info.clear()
    return picture


def _mode(picture: Image.Image) -> str:
    return "RGBA" if picture.has_transparency_data else "RGB"


def _is_photo(picture: Image.Image, kind: Kind) -> bool:
    """WebP is mostly used for photos, which PNG would make five times as large."""
    return kind.key == "webp" and picture.mode == "RGB"
