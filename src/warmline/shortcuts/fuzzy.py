"""How well do a few letters fit a text? Letters in order, better at the beginning of words and side by side."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Item = TypeVar("Item")

#: Chosen by us; palette.js counts in the same way.
AT_WORD, IN_A_ROW, ELSEWHERE = 8, 7, 1


def fit(asked: str, text: str) -> int:
    """0 when the letters do not stand in it in this order; else the larger, the better."""
    letters, whole = "".join(asked.lower().split()), text.lower()
    return max((_fit_from(letters, whole, start) for start in _starts(letters, whole)), default=0)


def _starts(letters: str, whole: str) -> Iterable[int]:
    return (at for at, letter in enumerate(whole) if letters and letter == letters[0])


def _fit_from(letters: str, whole: str, start: int) -> int:
    score, at, last = 0, start, -2
    for letter in letters:
        at = whole.find(letter, at)
        if at < 0:
            return 0
        is_begin = at == 0 or not whole[at - 1].isalnum()
        score += AT_WORD if is_begin else IN_A_ROW if at == last + 1 else ELSEWHERE
        last, at = at, at + 1
    return score


def best(asked: str, items: Iterable[Item], text_of: Callable[[Item], str], most: int) -> list[Item]:
    """At most `most` that fit, best first; equal ones stay in their order."""
    scored = [(fit(asked, text_of(item)), item) for item in items]
    fitting = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
    return [item for _, item in fitting[:most]]
