"""What can somebody do here: which languages, what they know about, how many conversations at once?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from warmline.audit.recording import record
from warmline.jobs.announcing import announce
from warmline.staff.models import Person

LONGEST_SKILL: Final = 40
MOST_SKILLS: Final = 20
MOST_AT_ONCE: Final = 50


@dataclass(frozen=True)
class Abilities:
    """speaks: codes of LANGUAGES; skills: the owner's own words, lower case; capacity: conversations at once."""

    speaks: tuple[str, ...]
    skills: tuple[str, ...]
    capacity: int


def tidy_skills(words: Iterable[str]) -> tuple[str, ...]:
    """Each once, in lower case and single spaces, as somebody else would write it again."""
    tidied = (" ".join(word.replace("\0", "").casefold().split()) for word in words)
    return tuple(dict.fromkeys(word for word in tidied if word))


def set_abilities(person: Person, abilities: Abilities) -> None:
    """Who may do more now may be the one that somebody waits for."""
    values = {
        "speaks": list(abilities.speaks),
        "skills": list(abilities.skills),
        "capacity": abilities.capacity,
    }
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(**values)
        record("abilities changed", f"person {person.pk}", values)
        announce("queue to route", lock="routing")


def known_skills() -> tuple[str, ...]:
    """The skills of everybody who works here, by name."""
    rows = Person.objects.filter(is_active=True).values_list("skills", flat=True)
    return tuple(sorted({skill for skills in rows for skill in skills}))
