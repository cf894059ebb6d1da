"""What was said, to be kept: as text and as data, for staff or for the customer, who never sees what is private."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from warmline.conversations.attached import attachments_of
from warmline.conversations.models import Attachment, Conversation, Kind, Message, Note
from warmline.conversations.reading import as_seen_by_customer
from warmline.lib.languages import say
from warmline.web.context import current_business

#: Of a longer conversation the latest messages (chosen by us: a book of 300 pages).
MOST: Final = 5000


@dataclass(frozen=True)
class Entry:
    """kind: a value of models.Kind, or "note". remark: "" or "edited"; clock: in the business's time."""

    kind: str
    name: str
    text: str
    clock: str
    at: datetime
    remark: str = ""
    #: The names of its files.
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Transcript:
    """title, then entries in their order; left_out: how many older messages it does not hold."""

    title: str
    zone: str
    entries: tuple[Entry, ...]
    left_out: int


def transcribe(conversation: Conversation, *, with_notes: bool = False, language: str = "") -> Transcript:
    """language: that of whoever reads it; the customer never gets one with notes."""
    business = current_business()
    zone = ZoneInfo(business.timezone)
    messages = _latest(conversation)
    files = attachments_of(messages)
    entries = [
        ((each.number, 0, each.at), _said(each, files.get(each.pk, []), conversation, zone, language))
        for each in messages
    ]
    if with_notes:
        notes = conversation.notes.select_related("person").prefetch_related("attachments")
        entries += [((note.after_number, 1, note.at), _noted(note, zone)) for note in notes]
    entries.sort(key=lambda entry: entry[0])
    return Transcript(
        title=say(language, "Conversation with {business}", business=business.name),
        zone=business.timezone,
        entries=tuple(entry for _, entry in entries),
        left_out=conversation.last_number - len(messages),
    )


def _latest(conversation: Conversation) -> list[Message]:
    return list(reversed(conversation.messages.order_by("-number")[:MOST]))


def _said(
    message: Message, files: list[Attachment], conversation: Conversation, zone: ZoneInfo, language: str
) -> Entry:
    seen = as_seen_by_customer(message, language or conversation.language)
    return Entry(
        kind=message.kind,
        name=_name(message, language),
        text=seen["text"],
        clock=_clock(message.at, zone),
        at=message.at,
        remark=say(language, "edited") if seen["revised"] == "edited" else "",
        files=tuple(each.name for each in files),
    )


def _name(message: Message, language: str) -> str:
    """What a customer called themselves stays on one line: it must not look like a line of somebody else."""
    names = {
        Kind.CUSTOMER: say(language, "Customer"),
        Kind.BOT: f"{message.name} ({say(language, 'automatic assistant')})",
        Kind.SYSTEM: say(language, "Notice"),
    }
    return " ".join(names.get(Kind(message.kind), message.name).split())


def _noted(note: Note, zone: ZoneInfo) -> Entry:
    names = tuple(each.name for each in note.attachments.all())
    return Entry(
        "note", f"{note.person.name} (private note)", note.text, _clock(note.at, zone), note.at, files=names
    )


def _clock(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def as_text(transcript: Transcript) -> str:
    """One entry begins at the margin, its further lines do not: nobody's words can pass for an entry of another."""
    return "".join(f"{line}\n" for line in _lines(transcript))


def _lines(transcript: Transcript) -> Iterator[str]:
    yield transcript.title
    yield transcript.zone
    if transcript.left_out:
        yield f"[… {transcript.left_out}]"
    for entry in transcript.entries:
        remark = f" ({entry.remark})" if entry.remark else ""
        yield ""
        yield f"[{entry.clock}] {entry.name}{remark}:"
        for line in [*entry.text.splitlines(), *(f"[{name}]" for name in entry.files)] or [""]:
            yield f"    {line}".rstrip()


def as_data(conversation: Conversation, transcript: Transcript) -> dict[str, Any]:
    """For other programs; times in UTC."""
    return {
        "conversation": str(conversation.pk),
        "title": transcript.title,
        "left_out": transcript.left_out,
        "entries": [
            {
                "kind": entry.kind,
                "name": entry.name,
                "text": entry.text,
                "at": entry.at.isoformat(),
                "remark": entry.remark,
                "files": list(entry.files),
            }
            for entry in transcript.entries
        ],
    }
