"""What do staff tell each other about a conversation?"""

from uuid import UUID

from warmline.conversations.appending import clean
from warmline.conversations.attaching import find_waiting, take_along
from warmline.conversations.holding import hold
from warmline.conversations.mentioning import keep_mentions
from warmline.conversations.models import Note
from warmline.lib.time import now
from warmline.staff.models import Person


def note(conversation_id: UUID, person: Person, text: object, attachments: tuple[object, ...] = ()) -> Note:
    """A note for colleagues, at any time, whoever holds the conversation.

    Raises BadText, BadAttachment, UnknownConversation.
    """
    cleaned = clean(text, may_be_empty=bool(attachments))
    with hold(conversation_id) as conversation:
        files = find_waiting(conversation, attachments, person)
        written = Note.objects.create(
            conversation=conversation,
            person=person,
            text=cleaned,
            after_number=conversation.last_number,
            at=now(),
        )
        take_along(files, note=written)
        keep_mentions(written)
    return written
