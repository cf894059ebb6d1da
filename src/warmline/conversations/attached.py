"""Which files came with these messages, and what may be said and seen of them?"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from warmline.conversations.models import Attachment, Message
from warmline.files.addresses import signed
from warmline.files.kinds import KINDS
from warmline.files.models import File
from warmline.lib.languages import say, say_count

#: Under which the Visitor API serves what a ticket names.
ADDRESS = "/chat/files/"


def attachments_of(messages: Iterable[Message]) -> dict[UUID, list[Attachment]]:
    """By the id of the message, in their order; asks nothing where no message has any."""
    having = [message.pk for message in messages if message.attached]
    found: dict[UUID, list[Attachment]] = defaultdict(list)
    if having:
        for each in Attachment.objects.filter(message__in=having).select_related("file"):
            if each.message_id is not None:
                found[each.message_id].append(each)
    return found


def attachment_as_seen(attachment: Attachment, language: str = "") -> dict[str, Any]:
    """As the Visitor API gives it. url: None while it is held back; text then says why."""
    file = attachment.file
    return {
        "id": str(attachment.pk),
        "name": attachment.name,
        "type": KINDS[file.kind].media_type,
        "size": file.size,
        "width": file.width or None,
        "height": file.height or None,
        "state": file.state,
        "url": f"{ADDRESS}{signed(attachment.pk)}" if file.is_ready else None,
        "text": say_state(file, language) or None,
    }


def say_state(file: File, language: str = "") -> str:
    """Why it cannot be opened, "" when it can."""
    match file.state:
        case File.State.CHECKING:
            return say(language, "This file is being checked for viruses.")
        case File.State.HELD:
            return say(language, "This file is held back: it cannot be checked for viruses just now.")
        case File.State.REFUSED:
            return say(language, "This file was refused: the virus scanner found something in it.")
    return ""


def say_files(count: int, language: str = "") -> str:
    """For a message without words: "1 file", "3 files"."""
    return say_count(language, "{count} file", "{count} files", count)
