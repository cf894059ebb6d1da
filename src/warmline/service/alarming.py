"""Who is told before an answer is late, and what is kept once it is?

Jobs, all of which bear repeating: three quarters of the time over, whoever holds it is told, or everybody who is here;
half of the rest later the owners; at the end the breach is kept. A breach changes no holder.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from warmline.conversations.clock_models import ServiceClock
from warmline.conversations.errors import UnknownConversation
from warmline.conversations.holding import announce_change, hold
from warmline.conversations.models import Conversation, Holder
from warmline.jobs.announcing import announce
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.staff.presence import people_here
from warmline.tasks.keeping import promise
from warmline.tasks.models import Task

Running = tuple[ServiceClock, Conversation]


def sound_alarm(clock: int, until: str) -> None:
    """Three quarters of the time are over: the holder is told; in the queue all who are here, else the owners."""
    with _running(clock, until) as found:
        for each, held in found:
            _tell(held, _whose(held))
            left = each.due_at - each.alarm_at
            announce("target nearer", due_at=each.alarm_at + left / 2, clock=clock, until=until)
            announce("target passed", due_at=each.due_at, clock=clock, until=until)


def tell_owners(clock: int, until: str) -> None:
    with _running(clock, until) as found:
        for each, held in found:
            _tell(held, _owners())
            _put_on_list(each, held)


def note_breach(clock: int, until: str) -> None:
    with _running(clock, until) as found:
        for each, held in found:
            _put_on_list(each, held)
            if each.breached_at is None:
                each.breached_at = each.due_at
                each.breached_with = held.person if held.holder == Holder.PERSON else None
                each.save(update_fields=["breached_at", "breached_with"])


def redraw_near(conversation: str, person: str) -> None:
    """Every desk shows it in the colour of now, also a page whose computer's clock is wrong."""
    announce_change(UUID(conversation))


@contextmanager
def _running(clock: int, until: str) -> Iterator[list[Running]]:
    """The clock with its locked conversation; nothing when it was stopped, paused or moved since the announcement."""
    first = ServiceClock.objects.filter(pk=clock).values_list("conversation_id", flat=True).first()
    if first is None:
        yield []
        return
    try:
        with hold(first) as held:
            rows = ServiceClock.objects.filter(pk=clock, stopped_at=None, paused_at=None)
            yield [(each, held) for each in rows if each.due_at.isoformat() == until]
    except UnknownConversation:
        return


def _whose(held: Conversation) -> list[Person]:
    if held.holder == Holder.PERSON and held.person is not None:
        return [held.person]
    return people_here(now()) or _owners()


def _owners() -> list[Person]:
    return list(Person.objects.filter(role=Person.Role.OWNER, is_active=True).order_by("pk"))


def _tell(held: Conversation, people: Iterable[Person]) -> None:
    for person in people:
        announce("target near", conversation=str(held.pk), person=str(person.pk))


def _put_on_list(clock: ServiceClock, held: Conversation) -> None:
    """On the list of tasks, where colleagues look as well."""
    who = held.person.name if held.holder == Holder.PERSON and held.person else "anybody"
    what = "to be done with" if clock.kind == ServiceClock.Kind.SOLVE else "an answer of"
    promise(
        f"{held.customer} waits for {what} {who}",
        kind=Task.Kind.ALARM,
        about=f"conversation:{held.pk}",
        customer=held.customer,
        due_at=clock.due_at,
    )
