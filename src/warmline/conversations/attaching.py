"""How does a file become part of what is said? Uploaded first; then the message, note or reply that names it takes it.

All of it happens under the conversation's lock: of two messages that name one file, the second is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from warmline.conversations.errors import BadAttachment
from warmline.conversations.holding import hold
from warmline.conversations.models import Attachment, Conversation, DueReply, Message, Note
from warmline.files import receiving
from warmline.files.errors import FileRefused
from warmline.files.keeping import Prepared, forget_unused, keep, unused
from warmline.files.models import File
from warmline.files.names import words_in
from warmline.jobs.announcing import announce
from warmline.lib.time import now
from warmline.staff.models import Person
from warmline.web.options import values

#: What a customer picked and never sent goes after a day; a draft at the desk may rest longer (chosen by us).
KEPT_FOR_CUSTOMER: Final = timedelta(days=1)
KEPT_FOR_STAFF: Final = timedelta(days=30)
MEGABYTE: Final = 1_000_000

TOO_MANY: Final = "These are too many files for one message. Please send some of them first."
FULL: Final = "This conversation holds as many files as it can. Please tell us in words what it shows."
INFECTED: Final = "This file was refused: the virus scanner found something in it."


@dataclass(frozen=True)
class Sender:
    """Who sends a file, and at the desk in which box; person None: the customer."""

    person: Person | None = None
    draft: str = ""


CUSTOMER: Final = Sender()


def attach(conversation_id: UUID, sender: Sender, prepared: Prepared) -> Attachment:
    """The file waits to be named by a message. Raises FileRefused, UnknownConversation."""
    with hold(conversation_id) as conversation:
        require_room(conversation, sender, prepared.size)
        file = keep(prepared)
        if file.state == File.State.REFUSED:
            raise FileRefused(422, INFECTED)
        waiting = Attachment.objects.create(
            conversation=conversation,
            file=file,
            name=prepared.name,
            words=words_in(prepared.name),
            person=sender.person,
            draft=sender.draft,
            at=now(),
        )
        kept_for = KEPT_FOR_STAFF if sender.person else KEPT_FOR_CUSTOMER
        announce("upload left", due_at=waiting.at + kept_for, attachment=str(waiting.pk))
    return waiting


def require_room(conversation: Conversation, sender: Sender, size: int) -> None:
    """Raises FileRefused 409 or 413 when the message or the conversation holds as many files as it may."""
    options = values()
    if waiting_of(conversation.pk, sender).count() >= options["files.most_in_message"]:
        raise FileRefused(409, TOO_MANY)
    sent = conversation.attachments.aggregate(size=Sum("file__size"))["size"] or 0
    if sent + size > options["files.mb_of_conversation"] * MEGABYTE:
        raise FileRefused(413, FULL)


def waiting_of(conversation_id: UUID, sender: Sender) -> QuerySet[Attachment]:
    """What was uploaded and is not yet part of anything."""
    free = Attachment.objects.filter(conversation=conversation_id, message=None, note=None, due_reply=None)
    return free.filter(person=sender.person, draft=sender.draft).select_related("file").order_by("at", "id")


def find_waiting(
    conversation: Conversation, named: Iterable[object], person: Person | None, due: DueReply | None = None
) -> tuple[Attachment, ...]:
    """What a message of a locked conversation names, in its order; of a reply that was due, what it holds.

    Raises BadAttachment when one is not there, is somebody else's or part of something else already.
    """
    ids = [_id_of(each) for each in named]
    if not ids:
        return ()
    most = values()["files.most_in_message"]
    if len(ids) > most or len(set(ids)) < len(ids):
        raise BadAttachment(TOO_MANY if len(ids) > most else "")
    free = Attachment.objects.filter(
        Q(due_reply=None) | Q(due_reply=due),
        conversation=conversation,
        message=None,
        note=None,
        person=person,
    )
    found = free.select_related("file").in_bulk(ids)
    if len(found) < len(ids):
        raise BadAttachment
    if any(each.file.state == File.State.REFUSED for each in found.values()):
        raise BadAttachment(INFECTED)
    return tuple(found[each] for each in ids)


def _id_of(named: object) -> UUID:
    try:
        return UUID(str(named))
    except ValueError:
        raise BadAttachment from None


def take_along(attachments: Iterable[Attachment], **owner: Any) -> None:
    """They become part of a note or of a reply that is due; messages take theirs in appending.append."""
    for place, each in enumerate(attachments):
        each.place = place
        for name, value in owner.items():
            setattr(each, name, value)
        each.save(update_fields=["place", *owner])


def ids_of(due: DueReply) -> tuple[UUID, ...]:
    return tuple(due.attachments.values_list("pk", flat=True))


def remove_waiting(conversation_id: UUID, sender: Sender, attachment_id: UUID) -> bool:
    """Whoever picked it wants it no more; False when it is not there or was sent."""
    with hold(conversation_id):
        return forget(waiting_of(conversation_id, sender).filter(pk=attachment_id)) > 0


def forget(attachments: QuerySet[Attachment]) -> int:
    """The rows go, and the content of which nobody else has a row; returns how many rows."""
    digests = list(attachments.values_list("file_id", flat=True))
    count = 0
    for each in attachments.all():
        count += each.delete()[0]
    forget_unused(digests, Attachment)
    return count


def forget_left(attachment: str) -> None:
    """It was uploaded long ago: if nothing took it, it goes; and what erasing left behind goes as well."""
    found = Attachment.objects.filter(pk=attachment).first()
    if found is not None:
        with hold(found.conversation_id):
            free = Attachment.objects.filter(pk=attachment, message=None, note=None, due_reply=None)
            forget(free)
    tidy()


def tidy() -> int:
    """Content that no message, note or draft has any more, such as after erasing; returns how many.

    On this host also what a crash left half received.
    """
    receiving.tidy()
    return forget_unused(unused(Attachment), Attachment)


def names_of(owner: Message | Note | DueReply) -> list[str]:
    return list(owner.attachments.values_list("name", flat=True))
