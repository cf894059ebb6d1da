"""How much is what somebody said worth? A person's word outweighs a customer's tap, and many taps of one count once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from warmline.learning.models import Example
from warmline.lib import encoder

Origin = Example.Origin
#: From an explicit word of staff down to a tap (order chosen by us; docs/decisions/0005-learning.md).
_TRUST: Final = {Origin.CORRECTION: 3, Origin.SENT: 2, Origin.EDITED: 2}
_OF_A_TAP: Final = 1
BY_PEOPLE: Final = frozenset(_TRUST)
#: How the reason of an example begins that a person found right on a second look.
LOOKED_AT: Final = "Looked at by"
#: So many customers must agree before their taps put words into the bot's memory (chosen by us).
AGREEING: Final = 3
#: So alike are two questions that ask the same thing; see sorting.py.
SAME: Final = 0.92
#: Only the latest taps are weighed: more cost time and add little (chosen by us).
MOST_TAPS: Final = 600


def trust(origin: str) -> int:
    """3: said outright by a person; 2: by what a person sent; 1: a customer's tap."""
    return _TRUST.get(Origin(origin), _OF_A_TAP)


def is_tap(example: Example) -> bool:
    return example.origin not in BY_PEOPLE


def evidence(examples: Iterable[Example]) -> list[Example]:
    """What a promise may rest on: all that people said, and never more taps than that.

    Of one customer one tap about one answer counts, the latest; so does one a day of all who are not known.
    """
    said = list(examples)
    people = [example for example in said if not is_tap(example)]
    taps = _once_each(example for example in said if is_tap(example))
    return [*people, *taps[: len(people)]]


def phrases(examples: Iterable[Example]) -> list[tuple[Example, str]]:
    """(example, text) of those whose words become a phrase of their answer: people's at once, taps once enough agree.

    A tap that a person looked at and found right is that person's word.
    """
    right = [example for example in examples if example.is_right and example.answer_id]
    taps = [example for example in right if is_tap(example) and not example.because.startswith(LOOKED_AT)]
    waiting = {example.pk for example in taps}
    by_people = [example for example in right if example.pk not in waiting]
    return [(example, example.text) for example in (*by_people, *_agreed(taps))]


def unanswerable(examples: Iterable[Example]) -> list[str]:
    """Questions that none of our answers is right for, as people said; no customer's tap silences an answer."""
    return [example.text for example in examples if not is_tap(example) and not example.names_any]


def _once_each(taps: Iterable[Example]) -> list[Example]:
    """The latest first."""
    kept: list[Example] = []
    seen: set[tuple[str, int | None, int | None]] = set()
    for example in sorted(taps, key=lambda one: (one.at, one.pk), reverse=True):
        marks = {(voter, example.answer_id, example.article_id) for voter in _voters(example)}
        if not marks & seen:
            kept.append(example)
        seen |= marks
    return kept


def _voters(example: Example) -> tuple[str, ...]:
    """Who counts once: the customer, and all whom nothing proves on one day: a new visitor costs only a click."""
    conversation = example.message.conversation
    customer = f"customer {conversation.customer_id}"
    if conversation.is_proved:
        return (customer,)
    return customer, f"day {example.at:%Y-%m-%d}"


def _agreed(taps: Sequence[Example]) -> list[Example]:
    """Those of which enough others, from different customers, say the same about the same question."""
    by_answer: dict[int | None, list[Example]] = defaultdict(list)
    for example in sorted(taps, key=lambda one: (one.at, one.pk), reverse=True)[:MOST_TAPS]:
        by_answer[example.answer_id].append(example)
    return [one for group in by_answer.values() if len(group) >= AGREEING for one in _alike(group)]


def _alike(group: Sequence[Example]) -> list[Example]:
    vectors = encoder.encode([example.text for example in group])
    near = vectors @ vectors.T >= SAME
    return [
        example
        for place, example in enumerate(group)
        if len(_once_each(other for at, other in enumerate(group) if near[place, at])) >= AGREEING
    ]
