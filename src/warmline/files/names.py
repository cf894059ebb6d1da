"""How may a file be called? By what its sender called it, without anything that leads astray."""

import re
import unicodedata
from typing import Final
from urllib.parse import quote

from warmline.files.kinds import KINDS, Kind

#: Chosen by us: fits every file system and one line of a phone.
LONGEST: Final = 100
#: Cc, Cf (with the marks that turn the direction of text), surrogates, private and unknown signs.
_UNSEEN: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
#: What file systems forbid or read in their own way.
_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')
_SUFFIXES: Final = {suffix for kind in KINDS.values() for suffix in kind.suffixes}


def clean_name(name: str, kind: Kind) -> str:
    """One line without folders, at most LONGEST characters, with a suffix that is true."""
    last = re.split(r"[/\\]", name.replace("\0", "/"))[-1]
    seen = "".join(mark for mark in unicodedata.normalize("NFC", last) if _is_seen(mark))
    plain = " ".join(_FORBIDDEN.sub("_", seen).split()).strip(". ")
    stem, suffix = _split(plain)
    if suffix.lower() not in kind.suffixes:
        stem, suffix = (stem if suffix.lower() in _SUFFIXES else plain), kind.suffixes[0]
    stem = stem.strip(". ")[: LONGEST - len(suffix)].strip(". ") or "file"
    return f"{stem}{suffix}"


def _is_seen(mark: str) -> bool:
    return mark.isspace() or unicodedata.category(mark) not in _UNSEEN


def _split(name: str) -> tuple[str, str]:
    stem, dot, suffix = name.rpartition(".")
    return (stem, f".{suffix}") if dot and stem and len(suffix) <= 8 else (name, "")


def words_in(name: str) -> str:
    """Its words in small letters without accents, each between spaces: as the search knows words (search/words.py)."""
    bare = re.sub("[\u0300-\u036f]+", "", unicodedata.normalize("NFKD", name))
    folded = unicodedata.normalize("NFC", bare).lower()
    words = " ".join(re.findall(r"[^\W_]+", folded))
    return f" {words} "


def disposition(name: str, *, is_shown: bool) -> str:
    """The header Content-Disposition (RFC 6266): the name in ASCII for old clients, in full for all others."""
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", unicodedata.normalize("NFKD", name))
    how = "inline" if is_shown else "attachment"
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
