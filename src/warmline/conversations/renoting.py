"""How does a person put right what they noted for colleagues? At any time; what it said before stays for the team."""

from uuid import UUID

from warmline.conversations.appending import clean
from warmline.conversations.attaching import forget, names_of
from warmline.conversations.errors import NotHolder, Overtaken
from warmline.conversations.holding import hold
from warmline.conversations.mentioning import keep_mentions, mentions_in
from warmline.conversations.models import Conversation, Note, NoteRevision
from warmline.lib.time import now
from warmline.staff.models import Person

NOT_OWN = "Only who wrote a note can change it."
GONE = "This note has been deleted."


def change_note(conversation_id: UUID, person: Person, note_id: int, text: object) -> Note:
    """It says something else; whom it calls anew is told, once. Raises BadText, NotHolder, Overtaken."""
    with hold(conversation_id) as conversation:
        note = _get_own(conversation, person, note_id)
        cleaned = clean(text, may_be_empty=note.attachments.exists())
        if cleaned == note.text:
            return note
        _revise(note, note.text, cleaned)
        _forget_uncalled(note)
        keep_mentions(note)
    return note


def delete_note(conversation_id: UUID, person: Person, note_id: int) -> Note:
    """It says nothing any more, and calls nobody who has not looked yet; its files are gone."""
    with hold(conversation_id) as conversation:
        note = _get_own(conversation, person, note_id)
        _revise(note, "\n".join([note.text, *(f"[{name}]" for name in names_of(note))]).strip(), "")
        forget(note.attachments.all())
        _forget_uncalled(note)
    return note


def _get_own(conversation: Conversation, person: Person, note_id: int) -> Note:
    note = conversation.notes.filter(pk=note_id).first()
    if note is None or note.person_id != person.pk:
        raise NotHolder(NOT_OWN)
    if not note.text and not note.attachments.exists():
        raise Overtaken(GONE)
    return note


def _revise(note: Note, was: str, text: str) -> None:
    NoteRevision.objects.create(note=note, text=was, at=now())
    note.text = text
    note.save(update_fields=["text"])


def _forget_uncalled(note: Note) -> None:
    called = [person.pk for person in mentions_in(note.text)]
    note.mentions.filter(read_at=None).exclude(person__in=called).delete()
