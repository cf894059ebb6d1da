"""Who gets this conversation, and why not the others? Pure: a need and people in, a choice with its reasons out.

The order of reasons (decision 0009): the dedicated person; who spoke with the customer lately; language and skill;
load against capacity, where an upset customer counts as two; who has waited longest for one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from warmline.staff.spoken import in_english


@dataclass(frozen=True)
class Need:
    """What a conversation asks for. language: a code, "" when not known. skills: all are needed.

    dedicated, last_with: ids of people, None without; last_days: how long ago that was. declined: who did not open it.
    """

    customer: str = "the customer"
    language: str = ""
    business_language: str = "en"
    skills: frozenset[str] = frozenset()
    is_upset: bool = False
    dedicated: int | None = None
    last_with: int | None = None
    last_days: int = 0
    declined: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Candidate:
    """Somebody who works here. holding: conversations that count now; upset_today: those of the last 24 hours that were
    upset; free_since: when they last got one, None for never."""

    id: int
    name: str
    is_here: bool = True
    speaks: tuple[str, ...] = ()
    skills: frozenset[str] = frozenset()
    capacity: int = 4
    holding: int = 0
    upset: int = 0
    upset_today: int = 0
    free_since: datetime | None = None

    @property
    def load(self) -> float:
        return (self.holding + self.upset) / self.capacity


@dataclass(frozen=True)
class PassedOver:
    id: int
    name: str
    why: str


@dataclass(frozen=True)
class Choice:
    """person: None when nobody fits. reasons: for that person, as "you ..." or "it ..."."""

    person: Candidate | None
    reasons: tuple[str, ...]
    passed_over: tuple[PassedOver, ...]

    @property
    def because(self) -> str:
        return join(self.reasons)


def route(need: Need, people: Sequence[Candidate]) -> Choice:
    """The best person who is here, has room and fits; the same input gives the same choice."""
    whys = {each.id: _unfit(each, need) for each in people}
    fit = [each for each in people if not whys[each.id]]
    if not fit:
        return Choice(None, _nobody(need, people, whys), _passed(people, whys))
    best = min(fit, key=lambda each: _order(each, need))
    whys |= {each.id: _less(each, best, need) for each in fit if each.id != best.id}
    others = [each for each in people if each.id != best.id]
    return Choice(best, _reasons(best, fit, people, need), _passed(others, whys))


def join(reasons: Sequence[str]) -> str:
    """As "a, b and c"."""
    return " and ".join(filter(None, (", ".join(reasons[:-1]), *reasons[-1:])))


def _unfit(each: Candidate, need: Need) -> str:
    """Why somebody cannot get it, "" if they can. Who knows the customer is not asked for language and skill."""
    if not each.is_here:
        return "is not here"
    if each.id in need.declined:
        return "did not open it in time"
    if each.holding >= each.capacity:
        return f"has {each.holding} of {each.capacity} conversations"
    if _knows(each, need):
        return ""
    if need.language and not _speaks(each, need):
        return f"does not speak {in_english(need.language)}"
    missing = sorted(need.skills - each.skills)
    return f"does not know about {join(missing)}" if missing else ""


def _knows(each: Candidate, need: Need) -> bool:
    return each.id in (need.dedicated, need.last_with)


def _speaks(each: Candidate, need: Need) -> bool:
    """Without languages set, that of the business."""
    return need.language in (each.speaks or (need.business_language,))


def _order(each: Candidate, need: Need) -> tuple[object, ...]:
    """The smaller the better."""
    return (
        each.id != need.dedicated,
        each.id != need.last_with,
        each.upset_today if need.is_upset else 0,
        each.load,
        each.free_since is not None,
        each.free_since.timestamp() if each.free_since else 0.0,
        each.id,
    )


def _reasons(
    best: Candidate, fit: Sequence[Candidate], people: Sequence[Candidate], need: Need
) -> tuple[str, ...]:
    found = []
    if best.id == need.dedicated:
        found.append(f"you always look after {need.customer}")
    if best.id == need.last_with:
        found.append(f"you spoke with {need.customer} {_ago(need.last_days)}")
    if need.language and need.language != need.business_language and _speaks(best, need):
        found.append(f"it is in {in_english(need.language)}")
    if need.skills and need.skills <= best.skills:
        found.append(f"you know about {join(sorted(need.skills))}")
    if not _knows(best, need):
        found.append(_why_of_the_fit(best, fit, need))
    return tuple(found)


def _why_of_the_fit(best: Candidate, fit: Sequence[Candidate], need: Need) -> str:
    others = [each for each in fit if each.id != best.id]
    if not others:
        return "nobody else who fits is free"
    if need.is_upset and all(best.upset_today < each.upset_today for each in others):
        return f"{need.customer} is upset and you had the fewest upset customers today"
    if all(best.load < each.load for each in others):
        return f"you have the most room ({best.holding} of {best.capacity})"
    return "you have waited longest for one"


def _less(each: Candidate, best: Candidate, need: Need) -> str:
    if best.id == need.dedicated:
        return f"{best.name} always looks after {need.customer}"
    if best.id == need.last_with:
        return f"{best.name} spoke with {need.customer} {_ago(need.last_days)}"
    if need.is_upset and best.upset_today < each.upset_today:
        return "had more upset customers today"
    if best.load < each.load:
        return f"has less room ({each.holding} of {each.capacity})"
    return "got one more recently"


def _nobody(need: Need, people: Sequence[Candidate], whys: dict[int, str]) -> tuple[str, ...]:
    """Why everybody is offered it: what nobody who is here can do, or has."""
    here = [each for each in people if each.is_here]
    if not here:
        return ("nobody is here",)
    if need.language and not any(_speaks(each, need) for each in here):
        return (f"nobody who is here speaks {in_english(need.language)}",)
    lacking = sorted(skill for skill in need.skills if not any(skill in each.skills for each in here))
    if lacking:
        return (f"nobody who is here knows about {join(lacking)}",)
    if all(whys[each.id].startswith("has ") for each in here):
        return ("everybody has as many as they can",)
    return ("nobody who is here fits and has room",)


def _passed(people: Iterable[Candidate], whys: dict[int, str]) -> tuple[PassedOver, ...]:
    return tuple(PassedOver(each.id, each.name, whys[each.id]) for each in people)


def _ago(days: int) -> str:
    match days:
        case 0:
            return "today"
        case 1:
            return "yesterday"
        case _ if days < 7:
            return f"{days} days ago"
    return "last week" if days < 14 else "two weeks ago"
