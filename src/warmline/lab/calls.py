"""Will this caller ask for a person or hang up? A forecast from what was done in a call so far, without its words."""

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

#: The shape of BETOLD: the bot's turns are "nlg", the caller's "nlu".
SPEAKERS: Final = {"nlg": "bot", "nlu": "caller"}
#: How many of the last turns count by their place; how long ago and how long is long (chosen by us).
LAST: Final = 4
WITHIN: Final = (1, 2, 4, 6, 10)
LENGTHS: Final = tuple(range(8, 40, 2))

_WEIGHTS: Final = Path(__file__).with_name("calls.json")


@dataclass(frozen=True)
class Act:
    """One turn of a call. who: "bot" or "caller"; what: the intent; things: names of the entities in it."""

    who: str
    what: str
    things: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.who} {self.what}"


@dataclass(frozen=True)
class Forecaster:
    """A logistic regression: weights by the name of a feature. threshold: from here on a person is forecast."""

    intercept: float
    threshold: float
    weights: Mapping[str, float]

    def forecast(self, acts: Sequence[Act]) -> float:
        """The probability, 0 to 1, that the caller asks for a person or hangs up."""
        known = ((self.weights.get(name, 0.0), value) for name, value in features(acts).items())
        total = self.intercept + sum(weight * value for weight, value in known)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def forecaster(kind: str) -> Forecaster:
    """kind: "whole" for a call that is over, "so_far" for one under way.

    As fitted by scripts/fit_calls.py; the model card is in docs/brain.md.
    """
    stored = json.loads(_WEIGHTS.read_text())[kind]
    return Forecaster(stored["intercept"], stored["threshold"], stored["weights"])


def acts_of(turns: Any) -> tuple[Act, ...] | str:
    """The turns [speaker, intent, [entities]] of a row, or what is wrong with them."""
    if not (isinstance(turns, list) and turns):
        return "it has no list of turns"
    acts: list[Act] = []
    for number, turn in enumerate(turns, start=1):
        act = _act(turn)
        if act is None:
            return f'turn {number} is not ["nlg" or "nlu", intent, [entities]]'
        acts.append(act)
    return tuple(acts)


def features(acts: Sequence[Act]) -> dict[str, float]:
    """What the forecast rests on: what was done, how often, in which order, how long ago; and how it goes."""
    names = [act.name for act in acts]
    counts = Counter(names)
    found: dict[str, float] = {}
    for name, count in counts.items():
        found[name] = 1.0
        found[f"times {name}"] = min(math.log1p(count), 2.0)
        found[f"again {name}"] = float(count > 1)
    for name, then in pairwise(names):
        found[f"{name} > {then}"] = 1.0
    for act in acts:
        found.update({f"{act.name} with {thing}": 1.0 for thing in act.things})
    return found | _recent(names) | _course(acts)


def _recent(names: Sequence[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for back, name in enumerate(reversed(names)):
        found.setdefault(f"since {name}", 1 / (1 + back))
        found.update({f"{name} within {count}": 1.0 for count in WITHIN if back < count})
        if back < LAST:
            found[f"last {back} {name}"] = 1.0
    return found


def _course(acts: Sequence[Act]) -> dict[str, float]:
    """How the call goes, whatever it is about."""
    bot = [act.what for act in acts if act.who == "bot"]
    caller = [act.what for act in acts if act.who == "caller"]
    refused = caller.count("negate")
    return {
        **{f"{length} turns": float(len(acts) >= length) for length in LENGTHS},
        "turns": math.log1p(len(acts)),
        "bot repeats": math.log1p(len(bot) - len(set(bot))),
        "share of repeats": (len(bot) - len(set(bot))) / max(1, len(bot)),
        "caller repeats": math.log1p(len(caller) - len(set(caller))),
        "refused": math.log1p(refused),
        "share refused": refused / max(1, len(caller)),
        "bot failed": math.log1p(sum(map(_is_failure, bot))),
        "bot failed just now": float(any(map(_is_failure, bot[-2:]))),
    }


def _is_failure(what: str) -> bool:
    words = ("not_understand", "unavailable", "fail", "too_far", "no_longer")
    return what.startswith("no_") or any(word in what for word in words)


def _act(turn: Any) -> Act | None:
    if not (
        isinstance(turn, list) and 2 <= len(turn) <= 3 and all(isinstance(part, str) for part in turn[:2])
    ):
        return None
    things = turn[2] if len(turn) == 3 else []
    if turn[0] not in SPEAKERS or not isinstance(things, list):
        return None
    return Act(SPEAKERS[turn[0]], turn[1], tuple(str(thing) for thing in things))
