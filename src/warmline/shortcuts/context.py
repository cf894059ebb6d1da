"""What do the pages of staff know of this person's shortcuts?"""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from warmline.shortcuts.catalogue import SHORTCUTS
from warmline.shortcuts.choosing import keys_of
from warmline.shortcuts.shortcut import Shortcut
from warmline.staff.models import Person


def shortcuts(request: HttpRequest) -> dict[str, Any]:
    """`shortcuts`: what keys.js and palette.js read, as JSON; one query if used, "" for strangers."""
    return {"shortcuts": SimpleLazyObject(lambda: _written(request))}


def _written(request: HttpRequest) -> str:
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return ""
    keys = keys_of(person)
    entries = [_entry(each, keys.of[each.name]) for each in shortcuts_for(person)]
    return json.dumps({"letters": keys.has_letters, "entries": entries}, separators=(",", ":"))


def shortcuts_for(person: Person) -> list[Shortcut]:
    return [each for each in SHORTCUTS.values() if person.is_owner or not each.is_owners]


def _entry(each: Shortcut, keys: str) -> dict[str, Any]:
    """What is empty is left out: it stands in every page."""
    known = {
        "name": each.name,
        "words": _(each.words),
        "keys": keys,
        "place": each.place.name.lower(),
        "press": each.press,
        "go": each.go,
        "sign": each.sign,
        "icon": each.icon,
        "empty": each.is_for_empty_box,
    }
    return {name: value for name, value in known.items() if value}
