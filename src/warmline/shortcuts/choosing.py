"""Which keys does this person press for what, and may they have the ones they ask for?"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _

from warmline.shortcuts.catalogue import SHORTCUTS
from warmline.shortcuts.models import ChosenKeys
from warmline.shortcuts.shortcut import (
    TAKEN_BY_BROWSERS,
    Place,
    Shortcut,
    is_heard_together,
    is_letter,
    read_keys,
)
from warmline.staff.models import Person


@dataclass(frozen=True)
class Keys:
    """of: the keys in force by the shortcut's name, "" for none."""

    of: Mapping[str, str]
    has_letters: bool = True


def keys_of(person: Person) -> Keys:
    chosen = ChosenKeys.objects.filter(person=person).first()
    if chosen is None:
        return Keys({name: each.keys for name, each in SHORTCUTS.items()})
    # An entry that a newer version no longer knows is passed over.
    of = {name: chosen.keys.get(name, each.keys) for name, each in SHORTCUTS.items()}
    return Keys(of, not chosen.is_without_letters)


def find_troubles(wanted: Mapping[str, str]) -> dict[str, str]:
    """Why these keys cannot be had, by the shortcut's name; empty when they can. wanted: as typed, of all."""
    read = {name: read_keys(text) for name, text in wanted.items()}
    troubles = {name: sentence for name, keys in read.items() if (sentence := _find_trouble(name, keys))}
    for one, other in combinations(read, 2):
        if _is_clash(SHORTCUTS[one], SHORTCUTS[other], read[one], read[other]):
            for name, rival in ((one, other), (other, one)):
                troubles.setdefault(
                    name,
                    _("“{words}” has these keys too. Change one of the two.").format(
                        words=_(SHORTCUTS[rival].words)
                    ),
                )
    return troubles


def _find_trouble(name: str, keys: str | None) -> str:
    if keys is None:
        return _("Write one key such as e, two in a row such as g q, or Ctrl+Shift+Enter.")
    if keys in TAKEN_BY_BROWSERS:
        return _("The browser keeps these keys for itself.")
    if SHORTCUTS[name].place == Place.WRITING and is_letter(keys) and keys != "Escape":
        return _("While writing, a shortcut needs Ctrl: a letter alone is text.")
    if name == "palette" and not keys:
        return _("The palette needs keys: it leads to everything else.")
    return ""


def _is_clash(one: Shortcut, other: Shortcut, first: str | None, second: str | None) -> bool:
    if not first or not second or not is_heard_together(one.place, other.place):
        return False
    # "g" would be over before "g q" is pressed.
    return first == second or first.startswith(f"{second} ") or second.startswith(f"{first} ")


def choose(person: Person, wanted: Mapping[str, str], *, has_letters: bool) -> None:
    """Keeps what differs from the catalogue; wanted must be without troubles."""
    read = {name: read_keys(text) or "" for name, text in wanted.items()}
    changed = {name: keys for name, keys in read.items() if keys != SHORTCUTS[name].keys}
    ChosenKeys.objects.update_or_create(
        person=person, defaults={"keys": changed, "is_without_letters": not has_letters}
    )


def reset(person: Person) -> None:
    """All keys as they came; the switch of letters stays as it is."""
    ChosenKeys.objects.filter(person=person).update(keys={})
