"""How does a person want to hear of a kind of thing, and is it quiet for them now?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from warmline.notifications.models import Kind, Wishes
from warmline.staff.models import Person
from warmline.web.context import current_business

PAGE, SOUND, PUSH, MAIL = "page", "sound", "push", "mail"
WAYS: Final = (PAGE, SOUND, PUSH, MAIL)
_ALL_BUT_SOUND: Final = frozenset({PAGE, PUSH, MAIL})
#: What somebody gets who never chose. Sound is nobody's default; who waits for anybody fills no mailbox.
DEFAULTS: Final[Mapping[str, frozenset[str]]] = {
    Kind.GIVEN: _ALL_BUT_SOUND,
    Kind.ANSWERED: _ALL_BUT_SOUND,
    Kind.CALLED: _ALL_BUT_SOUND,
    Kind.WAITS: frozenset({PAGE, PUSH}),
    Kind.WOKEN: _ALL_BUT_SOUND,
    Kind.DUE: _ALL_BUT_SOUND,
    Kind.NEAR: _ALL_BUT_SOUND,
}


@dataclass(frozen=True)
class Hearing:
    """What holds for one person. quiet: from and until in the business's time, None for no quiet hours."""

    ways: Mapping[str, frozenset[str]]
    mail: str
    quiet: tuple[time, time] | None
    shows_words: bool

    def wants(self, kind: str, way: str) -> bool:
        return way in self.ways[kind]

    def kinds(self, way: str) -> list[str]:
        return [kind for kind, ways in self.ways.items() if way in ways]


def hearing_of(person: Person) -> Hearing:
    wishes = Wishes.objects.filter(person=person).first() or Wishes(person=person)
    quiet = (wishes.quiet_from, wishes.quiet_until)
    return Hearing(
        ways={kind: _ways(wishes, kind) for kind in Kind.values},
        mail=wishes.mail,
        quiet=(quiet[0], quiet[1]) if quiet[0] is not None and quiet[1] is not None else None,
        shows_words=wishes.shows_words,
    )


def _ways(wishes: Wishes, kind: str) -> frozenset[str]:
    chosen = wishes.ways.get(kind)
    return DEFAULTS[kind] if chosen is None else frozenset(chosen) & frozenset(WAYS)


def quiet_until(hearing: Hearing, at: datetime) -> datetime | None:
    """When the quiet hours around `at` are over, None when it is not quiet; 22:00 to 06:00 goes over midnight."""
    if hearing.quiet is None:
        return None
    zone = ZoneInfo(current_business().timezone)
    local = at.astimezone(zone)
    for day in (local.date() - timedelta(days=1), local.date()):
        begins, ends = hearing.quiet
        start = datetime.combine(day, begins, zone)
        end = datetime.combine(day if ends > begins else day + timedelta(days=1), ends, zone)
        if start <= local < end:
            return end
    return None
