"""How is a target said in words, and how a share of what was kept?"""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from warmline.conversations.models import Priority
from warmline.conversations.targets import Target
from warmline.service.figures import Share


def say_minutes(minutes: int) -> str:
    """As "10 minutes", "1 hour", "2 hours 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    told = []
    if hours:
        told.append(_("1 hour") if hours == 1 else _("{hours} hours").format(hours=hours))
    if rest or not hours:
        told.append(_("1 minute") if rest == 1 else _("{minutes} minutes").format(minutes=rest))
    return " ".join(told)


def say_target(priority: int, target: Target) -> str:
    """One line for the owner: "At once: first reply within 10 minutes, further ones within 20 minutes"."""
    label, first = _(str(Priority(priority).label)), say_minutes(target.first)
    if target.first == target.next:
        told = _("{priority}: every reply within {first}").format(priority=label, first=first)
    else:
        told = _("{priority}: first reply within {first}, further ones within {next}").format(
            priority=label, first=first, next=say_minutes(target.next)
        )
    if target.solve is None:
        return told
    return _("{told}, done within {solve}").format(told=told, solve=say_minutes(target.solve))


def say_targets(targets: Mapping[int, Target], *, has_hours: bool) -> Sequence[str]:
    """What holds now, the most urgent first, and in which time it is counted."""
    counted = (
        _("Only opening hours count: nights, breaks, weekends and holidays do not.")
        if has_hours
        else _("Day and night count, since no opening hours are set.")
    )
    return [*(f"{say_target(priority, target)}." for priority, target in targets.items()), counted]


def say_bounds(share: Share) -> str:
    """As "23 of 25, between 74 and 99 %"."""
    return _("{kept} of {total}, between {low} and {high} %").format(
        kept=share.kept, total=share.total, low=round(100 * share.low), high=round(100 * share.high)
    )
