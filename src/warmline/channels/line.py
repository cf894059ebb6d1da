"""What may a channel ask of the rest of the product? flow.py gives the answers; a channel knows nothing below it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from warmline.files.keeping import Prepared
from warmline.files.models import File

Answer = dict[str, Any]


@dataclass(frozen=True)
class Visitor:
    """Somebody who opens a conversation, as far as they have said who they are; each text already bounded."""

    name: str = ""
    email: str = ""
    page: str = ""
    language: str = ""
    #: What the business's own site says of them, signed; see channels/identity.
    identity: str = ""


@dataclass(frozen=True)
class State:
    """Who holds a conversation, for the customer's screen. version grows with each change."""

    version: int
    holder: str
    name: str
    text: str
    #: How often a message that was said has been changed since.
    revisions: int = 0

    def as_json(self) -> Answer:
        return {"holder": self.holder, "name": self.name, "text": self.text}


@dataclass(frozen=True)
class Upload:
    """A body that was received: `path` is its private file, `name` what the sender called it."""

    path: Path
    name: str


class Refused(Exception):
    """The line says no. status is the HTTP status that fits; text is one sentence for the customer."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


@dataclass(frozen=True)
class Line:
    """Each call runs in a thread, in a transaction of its own, and may raise Refused.

    availability: (language). check: (conversation, token) raises Refused 401 or 404. record: (conversation,
    client_id, text) gives the stored message and whether it is new. read: (conversation, after) gives the
    messages above a number and the state. read_revised: (conversation, revision) gives the messages changed after that
    revision, as they are now. transcript: (conversation) gives all that was said, as text. may_attach: (conversation)
    tells whether a file may come, before it does. prepare: (upload) looks at a file and asks no database; what it gives
    goes to attach: (conversation, prepared). drop: (prepared) when that failed. attachment: (conversation, id) with a
    fresh address. remove_attachment: (conversation, id) of one that was not sent. find_file: (ticket) what to serve.
    """

    availability: Callable[[str], Answer]
    begin: Callable[[Visitor], Answer]
    check: Callable[[UUID, str], None]
    record: Callable[[UUID, object, object, object], tuple[Answer, bool]]
    read: Callable[[UUID, int], tuple[list[Answer], State]]
    transcript: Callable[[UUID], str]
    read_revised: Callable[[UUID, int], list[Answer]]
    ask_for_person: Callable[[UUID, str], tuple[Answer, bool]]
    rate: Callable[[UUID, Answer], tuple[Answer, bool]]
    leave_email: Callable[[UUID, object], Answer]
    explain: Callable[[UUID, int], Answer]
    may_attach: Callable[[UUID], None]
    prepare: Callable[[Upload, Collection[str]], Prepared]
    attach: Callable[[UUID, Prepared], Answer]
    drop: Callable[[Prepared], None]
    attachment: Callable[[UUID, UUID], Answer]
    remove_attachment: Callable[[UUID, UUID], Answer]
    find_file: Callable[[str], tuple[File, str]]
