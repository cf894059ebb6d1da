"""Does the customer say the same thing again, in the same or in other words?"""

from functools import lru_cache
from typing import Final

from warmline.conversations.turn import Line
from warmline.understanding.plain import STOP, plain, word_set

#: Two messages ask the same when so much of the shorter one's content is in the other (chosen by us).
SAME_SHARE: Final = 0.67
LEAST_WORDS: Final = 2
#: Slips of the keyboard are looked for in words of so many letters, in messages of so many words.
SLIP_LETTERS: Final = 5
SLIP_WORDS: Final = 40

_EMPTY_WORDS: Final = word_set(
    "a an and any anything are as ask asked at be because been but by can cant could did didnt do doe "
    "doesnt dont for from get give got had ha has have havent hello help hey hi how i id if im in is "
    "isnt it its ive just know like me my need not now of ok on one or our please pls said say should "
    "so some still tell thank thi this that the their them then there these they to told u up want wa "
    "was we were what when where which who why will with would yes no yet you your again already asking "
    "really thing third second time wo ist der die das ein eine und ich mein meine wann wie le la les "
    "un une et je mon ma est ou el los una y mi es donde "
)


def repeats(text: str, history: tuple[Line, ...]) -> int:
    """How many of the customer's earlier lines, since a person last wrote, asked the same as this one."""
    now = _content(text)
    if not now:
        return 0
    return sum(_is_same(now, _content(line.text)) for line in own_lines(history))


def comes_back(text: str, history: tuple[Line, ...]) -> bool:
    """Whether this message shares a word that means something with an earlier one of the customer."""
    now = _content(text)
    return any(now & _content(line.text) for line in own_lines(history))


def own_lines(history: tuple[Line, ...]) -> tuple[Line, ...]:
    """The customer's lines after the last one of a person: what a person has dealt with is over."""
    own: list[Line] = []
    for line in reversed(history):
        if line.kind == "person":
            break
        if line.kind == "customer":
            own.append(line)
    return tuple(reversed(own))


def _is_same(now: frozenset[str], before: frozenset[str]) -> bool:
    if now == before:
        return True  # even if one word is all there is
    shorter = min(len(now), len(before))
    return shorter >= LEAST_WORDS and _shared(now, before) >= SAME_SHARE * shorter


def _shared(now: frozenset[str], before: frozenset[str]) -> int:
    """How many words both have, slips forgiven. (Closeness in meaning misleads here: see docs/brain.md.)"""
    alike = len(now & before)
    if max(len(now), len(before)) > SLIP_WORDS:
        return alike
    others = before - now
    return alike + sum(any(is_slip(word, other) for other in others) for word in now - before)


def is_slip(word: str, other: str) -> bool:
    """One letter missing, added, changed or swapped with its neighbour; the first letter stays."""
    if min(len(word), len(other)) < SLIP_LETTERS or word[0] != other[0] or abs(len(word) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), None)
    if start is None:
        return len(word) != len(other)
    left, right = word[start:], other[start:]
    is_swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return is_swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]


@lru_cache(maxsize=256)
def _content(text: str) -> frozenset[str]:
    """What the message is about: its words without an s at the end, without the small ones."""
    stems = (word[:-1] if len(word) > 3 and word.endswith("s") else word for word in plain(text).words)
    return frozenset(stem for stem in stems if stem != STOP and stem not in _EMPTY_WORDS)
