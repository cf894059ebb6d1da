"""May this leave? Every guard looks at it first."""

from functools import cache

from warmline.lib.catalogue import parts_in
from warmline.replies.guard import Guard, Outgoing, Withheld


@cache
def guards() -> tuple[Guard, ...]:
    return tuple(parts_in("warmline.replies.guards", "GUARD", Guard))


def check(outgoing: Outgoing) -> None:
    """Raises Withheld with the first fault that a guard finds."""
    for guard in guards():
        fault = guard.find_fault(outgoing)
        if fault:
            raise Withheld(guard.name, fault)
