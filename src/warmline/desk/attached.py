"""How are files shown at the desk: in the thread, under a reply that is due, and in the box where one is written?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from warmline.conversations.attaching import Sender, waiting_of
from warmline.conversations.models import Attachment, Conversation, DueReply, Message, Note
from warmline.desk.models import Draft
from warmline.files.kinds import KINDS, PICTURE
from warmline.files.models import File
from warmline.files.wording import say_size
from warmline.staff.models import Person

#: In words for staff, by the state of the file.
PROBLEMS = {
    File.State.CHECKING: "being checked for viruses",
    File.State.HELD: "held back: the virus scanner does not answer",
    File.State.REFUSED: "refused: the virus scanner found something",
}
ADDRESS = "/desk/files/"


@dataclass(frozen=True)
class Shown:
    """href: "" while it may not be opened; problem then says why. kind: as the component `attachment` knows it."""

    id: str
    name: str
    size: str
    kind: str
    is_picture: bool
    href: str
    problem: str
    width: int = 0
    height: int = 0


def shown(attachment: Attachment) -> Shown:
    file = attachment.file
    is_picture = KINDS[file.kind].group == PICTURE
    return Shown(
        id=str(attachment.pk),
        name=attachment.name,
        size=say_size(file.size),
        kind="image" if is_picture else file.kind,
        is_picture=is_picture and file.is_ready,
        href=f"{ADDRESS}{attachment.pk}" if file.is_ready else "",
        problem=PROBLEMS.get(File.State(file.state), ""),
        width=file.width,
        height=file.height,
    )


@dataclass(frozen=True)
class Attached:
    """The files of a conversation by that of which they are part."""

    of_messages: dict[UUID, tuple[Shown, ...]]
    of_notes: dict[int, tuple[Shown, ...]]
    of_due: dict[int, tuple[Shown, ...]]

    def of(self, owner: Message | Note | DueReply) -> tuple[Shown, ...]:
        if isinstance(owner, Message):
            return self.of_messages.get(owner.pk, ())
        return (self.of_notes if isinstance(owner, Note) else self.of_due).get(owner.pk, ())


def look_at_attached(conversation: Conversation) -> Attached:
    """One query for all that stands in the thread."""
    rows = conversation.attachments.select_related("file").order_by("place", "at", "id")
    found: tuple[dict[Any, tuple[Shown, ...]], ...] = ({}, {}, {})
    for each in rows:
        for owners, pk in zip(found, (each.message_id, each.note_id, each.due_reply_id), strict=True):
            if pk is not None:
                owners[pk] = (*owners.get(pk, ()), shown(each))
    return Attached(*found)


def drafts_attached(conversation: Conversation, person: Person) -> dict[str, tuple[Shown, ...]]:
    """What waits in the boxes of this person, by the kind of the draft."""
    return {
        kind: tuple(shown(each) for each in waiting_of(conversation.pk, Sender(person, kind)))
        for kind in Draft.Kind.values
    }


def named_in(values: Iterable[str]) -> tuple[object, ...]:
    """The ids of a form's fields; empty ones name nothing."""
    return tuple(value for value in values if value)
