"""What should this person do next, and why? By rules over what is known; at most three, the most pressing first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

#: Chosen by us: after so long a wait a word about it is due; so many contacts in a week are one matter not settled.
LONG_WAIT_MINUTES: Final = 10
MANY_CONTACTS: Final = 2
MOST: Final = 3


@dataclass(frozen=True)
class Step:
    text: str
    why: str


@dataclass(frozen=True)
class Situation:
    """What is known about the conversation now.

    waited_minutes: since the customer waits for a word. late_orders: their numbers. overdue, undated: promises.
    contacts: the customer's earlier episodes of the last seven days. is_checked: we know who it is.
    repeats: the same was asked again, or asked back, so often. says_thanks: their last word.
    is_open: something waits for an answer.
    """

    waited_minutes: int = 0
    late_orders: tuple[str, ...] = ()
    overdue: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    contacts: int = 0
    has_orders: bool = False
    is_checked: bool = False
    repeats: int = 0
    is_sensitive: bool = False
    says_thanks: bool = False
    is_open: bool = True


def next_steps(now: Situation) -> tuple[Step, ...]:
    return (*_first_things(now), *_then(now))[:MOST]


def _first_things(now: Situation) -> Iterator[Step]:
    if now.is_sensitive:
        yield Step(_("Show care before you solve anything."), _("It is a sensitive matter."))
    if now.overdue:
        yield Step(
            _("Keep the promise or give a new time now."),
            _("Overdue: {overdue}").format(overdue=now.overdue[0]),
        )
    if now.late_orders and now.is_checked:
        yield Step(
            _("Give a new time for order {late_orders}.").format(late_orders=now.late_orders[0]),
            _("It is late."),
        )
    if now.contacts >= MANY_CONTACTS:
        often = _("They wrote {contacts} times before in the last seven days.").format(contacts=now.contacts)
        yield Step(_("Settle the cause, and check back with them in a few days."), often)


def _then(now: Situation) -> Iterator[Step]:
    if now.repeats:
        yield Step(
            _("Say back what you understood, then answer."), _("They had to ask again, or were asked back.")
        )
    if now.is_open and now.waited_minutes >= LONG_WAIT_MINUTES:
        yield Step(
            _("Say sorry for the wait in your first line."),
            _("They have waited {waited_minutes} minutes.").format(waited_minutes=now.waited_minutes),
        )
    if now.has_orders and not now.is_checked:
        why = _("Nobody has checked who this is.")
        yield Step(_("Ask for order number and e-mail before you speak about orders."), why)
    if now.undated:
        yield Step(
            _("Tell them until when."),
            _("Promised without a date: “{undated}”").format(undated=now.undated[0]),
        )
    if now.says_thanks and not now.is_open:
        yield Step(_("Say goodbye warmly and close it."), _("They thanked you, and nothing is open."))
