"""What is a guard, and what does it look at? Each one may withhold what is about to leave."""

from collections.abc import Callable
from dataclasses import dataclass

from warmline.conversations.appending import Words


@dataclass(frozen=True)
class Outgoing:
    """What is about to be said to a customer. kind: who speaks, as in conversations.models.Kind.

    is_first: it opens the conversation. needs_source: it states a fact of the business.
    """

    kind: str
    name: str
    words: Words
    is_first: bool = False
    needs_source: bool = False


@dataclass(frozen=True)
class Guard:
    """find_fault gives one sentence for staff on why it must not leave, "" when it may."""

    name: str
    about: str
    find_fault: Callable[[Outgoing], str]
    #: One that it lets pass, one that it withholds: the contract test of all guards tries both.
    good: Outgoing
    bad: Outgoing


class Withheld(Exception):
    """A guard said no: a person must look at it."""

    def __init__(self, guard: str, fault: str) -> None:
        super().__init__(f"{guard}: {fault}")
        self.fault = fault
