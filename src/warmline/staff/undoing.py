"""How long may a person take a reply of theirs back? As they wish, else as the owner set it."""

from typing import Final

from warmline.staff.models import Person
from warmline.web.options import value_of

#: What a person can choose, in seconds; conversations/sending.py never keeps a reply longer than the last.
CHOICES: Final = (0, 5, 10, 20, 30)


def undo_seconds(person: Person) -> int:
    chosen = person.undo_seconds
    return owners_seconds() if chosen is None else chosen


def owners_seconds() -> int:
    seconds: int = value_of("desk.undo_seconds")
    return seconds


def choose_undo_seconds(person: Person, asked: str) -> None:
    """asked: one of CHOICES, or "" to follow the owner. Raises ValueError."""
    seconds = int(asked) if asked.isascii() and asked.isdigit() else None
    if asked and seconds not in CHOICES:
        raise ValueError
    Person.objects.filter(pk=person.pk).update(undo_seconds=seconds)
