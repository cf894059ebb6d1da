"""How soon does the owner want an answer, by priority?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from warmline.audit.recording import record
from warmline.conversations.clock_models import ServiceClock, ServiceTarget
from warmline.conversations.models import Priority

#: Five working weeks of 40 hours: who promises later promises nothing (chosen by us).
LONGEST_MINUTES: Final = 12_000


@dataclass(frozen=True)
class Target:
    """Minutes of opening hours. solve: until it is closed, None when that is not measured."""

    first: int
    next: int
    solve: int | None = None

    def minutes(self, kind: str) -> int | None:
        match kind:
            case ServiceClock.Kind.FIRST:
                return self.first
            case ServiceClock.Kind.NEXT:
                return self.next
        return self.solve


#: Chosen by us for a small team that chats: the queue's own limit for what cannot wait, half a day for what can.
DEFAULTS: Final[Mapping[int, Target]] = {
    Priority.AT_ONCE: Target(10, 10),
    Priority.HIGH: Target(15, 20),
    Priority.SOON: Target(30, 60),
    Priority.ROUTINE: Target(120, 240),
}


def target_of(priority: int) -> Target:
    """What holds for a conversation of this priority."""
    row = ServiceTarget.objects.filter(priority=priority).first()
    return _target(row) if row else DEFAULTS.get(priority, DEFAULTS[Priority.ROUTINE])


def targets() -> Mapping[int, Target]:
    """All of them, the most urgent first."""
    stored = {row.priority: _target(row) for row in ServiceTarget.objects.all()}
    return {priority: stored.get(priority, default) for priority, default in DEFAULTS.items()}


def set_target(priority: int, target: Target, by: str) -> None:
    """Holds for whoever begins to wait from now on; clocks that run keep theirs."""
    values = {
        "first_minutes": target.first,
        "next_minutes": target.next,
        "solve_minutes": target.solve,
        "changed_by": by,
    }
    with transaction.atomic():
        ServiceTarget.objects.update_or_create(priority=priority, defaults=values)
        minutes = [target.first, target.next, target.solve]
        record("service time changed", f"priority {priority}", {"minutes": minutes})


def _target(row: ServiceTarget) -> Target:
    return Target(row.first_minutes, row.next_minutes, row.solve_minutes)
