"""Does somebody open what they were given? If not in time, it is everybody's again, and that is said."""

from contextlib import suppress

from warmline.conversations.errors import ConversationError
from warmline.conversations.holding import hold
from warmline.conversations.models import Conversation, Holder, Kind
from warmline.conversations.returning import leave_to_colleagues
from warmline.lib.time import now
from warmline.routing.models import Assignment
from warmline.staff.models import Person


def note_opened(conversation: Conversation, person: Person) -> None:
    """The person has it before them."""
    if conversation.holder == Holder.PERSON and conversation.person_id == person.pk:
        given = Assignment.objects.filter(
            conversation=conversation, version=conversation.version, person=person
        )
        given.filter(opened_at=None).update(opened_at=now())


def take_back_unopened(assignment: int) -> None:
    """Nothing happens when it was opened, answered, handed on or closed meanwhile."""
    given = Assignment.objects.filter(pk=assignment, opened_at=None, returned_at=None).first()
    if given is None:
        return
    with suppress(ConversationError), hold(given.conversation_id, version=given.version) as held:
        # Opened in this very moment: the lock was waited for.
        given.refresh_from_db()
        if held.holder != Holder.PERSON or given.opened_at or given.returned_at or _was_answered(held):
            return
        given.returned_at = now()
        given.save(update_fields=["returned_at"])
        leave_to_colleagues(held, f"{held.person} did not open it in time.")


def _was_answered(held: Conversation) -> bool:
    """By a reply from elsewhere, without the page."""
    change = held.holder_changes.get(version=held.version)
    return held.messages.filter(kind=Kind.PERSON, number__gt=change.after_number).exists()
