"""What is a rule, and how do rules weigh against each other?"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from warmline.decisions.case import Case, Protocol, Verdict


class Weight(IntEnum):
    """The order in which rules decide: what a person must hear, what is settled, what the bot can do.

    Each relation is chosen by us and explained in docs/decisions/0004-first-rules.md.
    """

    SENSITIVE = 100
    ASKED_FOR_PERSON = 90
    ACCEPTED_OFFER = 85
    UPSET = 80
    KEPT_FOR_PEOPLE = 75
    HIGH_VALUE = 70
    PREFERS_PERSON = 68
    LANGUAGE_NOT_COVERED = 66
    SOLVED = 64
    FAILED_TWICE = 60
    STRUGGLING = 59
    LONG_CONVERSATION = 58
    SENT_FILE = 57
    DID_NOT_HELP = 55
    SMALL_TALK = 52
    KNOWS_ANSWER = 50
    COMPETING = 30
    DOES_NOT_KNOW = 10


@dataclass(frozen=True)
class Rule:
    """about: one sentence for the owner. speak: pure; its verdict, or None when the rule has nothing to say.

    samples: cases on which it must speak, for the contract test.
    """

    name: str
    about: str
    speak: Callable[[Case, Protocol], Verdict | None]
    samples: tuple[tuple[Case, Protocol], ...]
