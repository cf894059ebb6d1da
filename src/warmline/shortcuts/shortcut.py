"""What is a shortcut, and how are keys written?"""

import re
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_noop

#: "e", "?", "g q" (one after the other), "Mod+k", "Mod+Shift+Enter". Mod is Ctrl, and Command on a Mac.
#: Ctrl+Alt and Alt alone are left out: they write letters such as ą and @ on many keyboards.
_KEY = r"[!-~]|Enter|Escape|ArrowUp|ArrowDown|Home|End|PageUp|PageDown|F[1-9]|F1[0-2]"
_ONE = re.compile(rf"(Mod\+)?(Shift\+)?({_KEY})")
#: Longer ones nobody remembers (chosen by us).
MOST_IN_A_ROW = 2
#: What browsers keep for themselves and give to no page.
TAKEN_BY_BROWSERS = ("Mod+n", "Mod+t", "Mod+w", "Mod+Shift+n", "Mod+Shift+t", "Mod+Shift+w")


class Place(StrEnum):
    """Where a shortcut is heard. What is heard EVERYWHERE must differ from all others."""

    EVERYWHERE = gettext_noop("Everywhere")
    INBOX = gettext_noop("In a list of conversations")
    CONVERSATION = gettext_noop("In a conversation")
    WRITING = gettext_noop("While writing")
    LABELLING = gettext_noop("While labelling questions")


@dataclass(frozen=True)
class Shortcut:
    """keys: the default, "" for none. What it does is the first that is given and there on the page:

    press: the element with this data-key is pressed, or focused if it is a field. go: an address.
    sign: an event for the page's own scripts. is_for_empty_box: in a box with words the browser's own meaning stays.
    """

    name: str
    words: str
    keys: str = ""
    place: Place = Place.EVERYWHERE
    press: str = ""
    go: str = ""
    sign: str = ""
    icon: str = "next"
    is_owners: bool = False
    is_for_empty_box: bool = False


def read_keys(text: str) -> str | None:
    """Keys as they are kept, "" for none; None if they cannot be read."""
    parts = text.split()
    if len(parts) > MOST_IN_A_ROW or (len(parts) == MOST_IN_A_ROW and any("+" in part[1:] for part in parts)):
        return None
    read = [_read_one(part) for part in parts]
    return None if None in read else " ".join(filter(None, read))


def _read_one(text: str) -> str | None:
    spelled = re.sub(r"(?i)\b(ctrl|control|cmd|command|mod)\+", "Mod+", text)
    spelled = re.sub(r"(?i)\bshift\+", "Shift+", spelled)
    named = re.sub(
        r"(?<![^+])(?:[a-z]{2,}|f\d+)$", lambda found: _named(found[0]), spelled, flags=re.IGNORECASE
    )
    match = _ONE.fullmatch(named)
    if match is None:
        return None
    mod, shift, key = match[1] or "", match[2] or "", match[3]
    if len(key) == 1 and key.isupper():
        shift = "Shift+"
    return f"{mod}{shift}{key.lower() if len(key) == 1 else key}"


def _named(word: str) -> str:
    names = ("Enter", "Escape", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown")
    known = {name.lower(): name for name in names} | {"esc": "Escape", "return": "Enter"}
    return known.get(word.lower(), word.upper() if word[0] in "fF" and word[1:].isdecimal() else word)


def is_letter(keys: str) -> bool:
    """Is it pressed without Ctrl or Command? Those are what the one switch turns off (WCAG 2.1.4)."""
    return bool(keys) and "Mod+" not in keys


def is_heard_together(one: Place, other: Place) -> bool:
    # Each of these is a place of its own.
    if {Place.WRITING, Place.LABELLING} & {one, other}:
        return one == other or Place.EVERYWHERE in (one, other)
    # The list of conversations stands beside a conversation too.
    return True
