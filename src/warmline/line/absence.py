"""What happens to conversations whose person is not there? They go to colleagues; nobody is forgotten."""

from uuid import UUID

from warmline.conversations.errors import ConversationError
from warmline.conversations.holding import hold
from warmline.conversations.models import Conversation, Holder, Kind
from warmline.conversations.returning import leave_to_colleagues
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.staff.presence import people_here
from warmline.tasks.keeping import promise
from warmline.tasks.models import Task


def look_after_reply(conversation: str, number: int) -> None:
    """The customer has waited for an answer since message `number`: alarm who is here, else give it to colleagues."""
    try:
        with hold(UUID(conversation)) as held:
            if held.holder == Holder.PERSON and not _was_answered(held, number):
                _act(held)
    except ConversationError:
        return


def _was_answered(held: Conversation, number: int) -> bool:
    # What was deleted is no answer.
    return held.messages.filter(kind=Kind.PERSON, number__gt=number).exclude(text="", attached=None).exists()


def _act(held: Conversation) -> None:
    if held.person in people_here(now()):
        promise(
            f"{held.customer} waits for an answer of {held.person}",
            kind=Task.Kind.ALARM,
            about=f"conversation:{held.pk}",
            customer=held.customer,
            due_at=now(),
        )
        return
    leave_to_colleagues(held, f"The customer waits, and {held.person} is not here.")


def hand_on_all(person: int) -> None:
    """Somebody does not work here any more: all that they hold goes to colleagues."""
    who = Person.objects.get(pk=person)
    mine = Conversation.objects.filter(person=who, holder__in=[Holder.PERSON, Holder.SNOOZED])
    for pk in mine.values_list("pk", flat=True):
        with hold(pk) as held:
            if held.person == who and held.holder in (Holder.PERSON, Holder.SNOOZED) and not who.is_active:
                leave_to_colleagues(held, f"{who} does not work here any more.")
