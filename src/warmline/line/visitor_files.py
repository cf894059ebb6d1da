"""What does a visitor ask about files? The calls of channels.line.Line that deal with them, answered."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from warmline.channels.line import Answer, Refused, Upload
from warmline.conversations.attached import attachment_as_seen, say_state
from warmline.conversations.attaching import CUSTOMER, attach, remove_waiting, require_room
from warmline.conversations.errors import UnknownConversation
from warmline.conversations.models import Attachment, Conversation
from warmline.files import keeping
from warmline.files.addresses import read_signed
from warmline.files.errors import FileRefused
from warmline.files.kinds import KINDS
from warmline.files.models import File
from warmline.web.options import values

OFF = "Files cannot be sent here. Please tell us in words."


def what_may_come() -> Answer | None:
    """For the widget, before anybody picks a file; None when files are switched off."""
    options = values()
    if not options["files.from_customers"]:
        return None
    kinds = [kind for kind in KINDS.values() if kind.group in options["files.allowed"]]
    return {
        "largest": options["files.largest_mb"] * 1_000_000,
        "most": options["files.most_in_message"],
        "types": [kind.media_type for kind in kinds],
    }


def may_attach(conversation: UUID) -> None:
    """Before the body is read: who may not send a file need not send it."""
    if not values()["files.from_customers"]:
        raise Refused(403, OFF)
    held = Conversation.objects.filter(pk=conversation).first()
    if held is None:
        raise Refused(404, UnknownConversation.text)
    try:
        require_room(held, CUSTOMER, 0)
    except FileRefused as refused:
        raise Refused(refused.status, refused.text) from refused


def prepare(upload: Upload, allowed: Collection[str]) -> keeping.Prepared:
    try:
        return keeping.prepare(upload.path, upload.name, allowed)
    except FileRefused as refused:
        raise Refused(refused.status, refused.text) from refused


def attach_file(conversation: UUID, prepared: keeping.Prepared) -> Answer:
    try:
        waiting = attach(conversation, CUSTOMER, prepared)
    except FileRefused as refused:
        raise Refused(refused.status, refused.text) from refused
    except UnknownConversation as error:
        raise Refused(404, error.text) from error
    return attachment_as_seen(waiting, waiting.conversation.language)


def attachment(conversation: UUID, pk: UUID) -> Answer:
    """Of a message, or of one's own that waits; never of a note."""
    found = _of_customer().filter(conversation=conversation, pk=pk).select_related("conversation").first()
    if found is None:
        raise Refused(404, "There is no such file.")
    return attachment_as_seen(found, found.conversation.language)


def _of_customer() -> Any:
    """What the customer may see: files of messages, and their own that are not sent yet."""
    seen = Attachment.objects.filter(message__isnull=False) | Attachment.objects.filter(
        message=None, note=None, person=None
    )
    return seen.select_related("file")


def remove_attachment(conversation: UUID, pk: UUID) -> Answer:
    if not remove_waiting(conversation, CUSTOMER, pk):
        raise Refused(404, "There is no such file.")
    return {}


def find_file(ticket: str) -> tuple[File, str]:
    """What a signed address names, ready to be served, with its name."""
    pk, is_over = read_signed(ticket)
    found = _of_customer().filter(pk=pk).first() if pk else None
    if found is None:
        raise Refused(404, "There is no such file.")
    if is_over:
        raise Refused(410, "This address is no longer valid. Please open the chat again.")
    if found.file.state == File.State.REFUSED:
        raise Refused(410, say_state(found.file))
    if not found.file.is_ready:
        raise Refused(409, say_state(found.file))
    return found.file, found.name
