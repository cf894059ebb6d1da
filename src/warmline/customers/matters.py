"""What matters to a customer, and what would be the best next step? Pure, in words for staff; a proposal only."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from warmline.customers.mood import UPSET


@dataclass(frozen=True)
class Known:
    """name: how to speak of them. prefers: a value of Customer.Prefers. favourite: what they buy most, "" for nothing.

    last_end: how upset the last conversation ended, None when nothing was read. overdue: the promise that is overdue.
    late_order: its number. asked: whether they were asked for any consent.
    """

    name: str
    prefers: str = ""
    favourite: str = ""
    upset_talks: int = 0
    last_end: float | None = None
    overdue: str = ""
    late_order: str = ""
    is_waiting: bool = False
    may_speak_of_history: bool = False
    was_asked: bool = False
    is_reachable: bool = False


def say_what_matters(known: Known) -> str:
    """One line; "" for somebody of whom nothing is known."""
    parts = [
        {"person": _("wants to talk with a person"), "self_service": _("likes to find things alone")}.get(
            known.prefers, ""
        ),
        _("mostly buys {favourite}").format(favourite=known.favourite) if known.favourite else "",
        _("has been upset more than once: reliability matters") if known.upset_talks > 1 else "",
        _("is glad when you remember earlier talks") if known.may_speak_of_history else "",
    ]
    said = [part for part in parts if part]
    return f"{known.name} {_join(said)}." if said else ""


def say_next_step(known: Known) -> str:
    """The most pressing one; "" when there is nothing to do."""
    steps = (
        (known.is_waiting, _("They wait for a person: open the conversation.")),
        (
            bool(known.overdue),
            _("Keep what is overdue: {overdue}.").format(overdue=known.overdue.rstrip(".")),
        ),
        (
            bool(known.late_order),
            _("Order {late_order} is late: tell them when it comes.").format(late_order=known.late_order),
        ),
        (
            known.last_end is not None and known.last_end >= UPSET,
            _("The last talk ended upset: a personal word would do good."),
        ),
        (
            known.is_reachable and not known.was_asked,
            _("Ask whether you may speak of earlier orders and talks, and write it down here."),
        ),
    )
    return next((said for applies, said in steps if applies), "")


def _join(parts: list[str]) -> str:
    return (
        parts[0]
        if len(parts) == 1
        else _("{first} and {last}").format(first=", ".join(parts[:-1]), last=parts[-1])
    )
