"""Who gets this conversation, and why not the others? Pure: a need and people in, a choice with its reasons out.

The order of reasons (decision 0009): the dedicated person; who spoke with the customer lately; language and skill;
load against capacity, where an upset customer counts as two; who has waited longest for one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from warmline.routing.wording import Worded, in_words, worded

NOT_HERE: Final = worded("is not here")


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
    def skill_words(self) -> list[str]:
        return sorted(self.skills)

    @property
    def load(self) -> float:
        return (self.holding + self.upset) / self.capacity


@dataclass(frozen=True)
class PassedOver:
    id: int
    name: str
    why: Worded


@dataclass(frozen=True)
class Choice:
    """person: None when nobody fits. reasons: for that person, as "you ..." or "it ..."."""

    person: Candidate | None
    reasons: tuple[Worded, ...]
    passed_over: tuple[PassedOver, ...]

    @property
    def because(self) -> str:
        return in_words(self.reasons)


def route(need: Need, people: Sequence[Candidate]) -> Choice:
    """The best person who is here, has room and fits; the same input gives the same choice."""
    unfit = {each.id: why for each in people if (why := _unfit(each, need))}
    fit = [each for each in people if each.id not in unfit]
    if not fit:
        return Choice(None, _nobody(need, people), _passed(people, unfit))
    best = min(fit, key=lambda each: _order(each, need))
    others = [each for each in people if each.id != best.id]
    whys = {each.id: unfit.get(each.id) or _less(each, best, need) for each in others}
    return Choice(best, _reasons(best, fit, need), _passed(others, whys))


def _unfit(each: Candidate, need: Need) -> Worded | None:
    """Why somebody cannot get it, None if they can. Who knows the customer is not asked for language and skill."""
    if not each.is_here:
        return NOT_HERE
    if each.id in need.declined:
        return worded("did not open it in time")
    if each.holding >= each.capacity:
        return worded(
            "has {holding} of {capacity} conversations", holding=each.holding, capacity=each.capacity
        )
    if _knows(each, need):
        return None
    if need.language and not _speaks(each, need):
        return worded("does not speak {language}", language=need.language)
    missing = sorted(need.skills - each.skills)
    return worded("does not know about {skills}", skills=missing) if missing else None


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


def _reasons(best: Candidate, fit: Sequence[Candidate], need: Need) -> tuple[Worded, ...]:
    found = []
    if best.id == need.dedicated:
        found.append(worded("you always look after {customer}", customer=need.customer))
    if best.id == need.last_with:
        found.append(_spoke(need))
    if need.language and need.language != need.business_language and _speaks(best, need):
        found.append(worded("it is in {language}", language=need.language))
    if need.skills and need.skills <= best.skills:
        found.append(worded("you know about {skills}", skills=sorted(need.skills)))
    if not _knows(best, need):
        found.append(_why_of_the_fit(best, fit, need))
    return tuple(found)


def _why_of_the_fit(best: Candidate, fit: Sequence[Candidate], need: Need) -> Worded:
    others = [each for each in fit if each.id != best.id]
    if not others:
        return worded("nobody else who fits is free")
    if need.is_upset and all(best.upset_today < each.upset_today for each in others):
        return worded(
            "{customer} is upset and you had the fewest upset customers today", customer=need.customer
        )
    if all(best.load < each.load for each in others):
        return worded(
            "you have the most room ({holding} of {capacity})", holding=best.holding, capacity=best.capacity
        )
    return worded("you have waited longest for one")


def _less(each: Candidate, best: Candidate, need: Need) -> Worded:
    if best.id == need.dedicated:
        return worded("{name} always looks after {customer}", name=best.name, customer=need.customer)
    if best.id == need.last_with:
        return worded("{name} spoke with {customer} lately", name=best.name, customer=need.customer)
    if need.is_upset and best.upset_today < each.upset_today:
        return worded("had more upset customers today")
    if best.load < each.load:
        return worded("has less room ({holding} of {capacity})", holding=each.holding, capacity=each.capacity)
    return worded("got one more recently")


def _nobody(need: Need, people: Sequence[Candidate]) -> tuple[Worded, ...]:
    """Why everybody is offered it: what nobody who is here can do, or has."""
    here = [each for each in people if each.is_here]
    if not here:
        return (worded("nobody is here"),)
    if need.language and not any(_speaks(each, need) for each in here):
        return (worded("nobody who is here speaks {language}", language=need.language),)
    lacking = sorted(skill for skill in need.skills if not any(skill in each.skills for each in here))
    if lacking:
        return (worded("nobody who is here knows about {skills}", skills=lacking),)
    if all(each.holding >= each.capacity for each in here):
        return (worded("everybody has as many as they can"),)
    return (worded("nobody who is here fits and has room"),)


def _passed(people: Iterable[Candidate], whys: dict[int, Worded]) -> tuple[PassedOver, ...]:
    return tuple(PassedOver(each.id, each.name, whys[each.id]) for each in people)


def _spoke(need: Need) -> Worded:
    match need.last_days:
        case 0:
            return worded("you spoke with {customer} today", customer=need.customer)
        case 1:
            return worded("you spoke with {customer} yesterday", customer=need.customer)
        case days if days < 7:
            return worded("you spoke with {customer} {days} days ago", customer=need.customer, days=days)
    return worded("you spoke with {customer} in the last two weeks", customer=need.customer)
