"""What has somebody written and not yet sent? Kept per conversation and kind, for any machine."""

from warmline.conversations.appending import LONGEST
from warmline.conversations.errors import BadText
from warmline.conversations.models import Conversation
from warmline.desk.models import Draft
from warmline.staff.models import Person


def save_draft(person: Person, conversation: Conversation, kind: str, text: str) -> None:
    """An empty text forgets the draft. Raises BadText when it is far too long to become a message."""
    cleaned = text.replace("\x00", "").encode("utf-8", "ignore").decode()
    if len(cleaned) > 4 * LONGEST:
        raise BadText("This text is too long to be kept here. Please shorten it.", too_long=True)
    if not cleaned.strip():
        drop_draft(person, conversation, kind)
        return
    Draft.objects.update_or_create(
        person=person, conversation=conversation, kind=kind, defaults={"text": cleaned}
    )


def with_draft(person: Person, conversation: Conversation, text: str) -> None:
    """A reply that was taken back stands above what was written since; it is never cut short."""
    since = drafts_of(person, conversation).get(Draft.Kind.REPLY)
    if since is not None and since.text.strip() and since.text.strip() != text:
        text = f"{text}\n{since.text}"
    Draft.objects.update_or_create(
        person=person, conversation=conversation, kind=Draft.Kind.REPLY, defaults={"text": text}
    )


def drop_draft(person: Person, conversation: Conversation, kind: str) -> None:
    Draft.objects.filter(person=person, conversation=conversation, kind=kind).delete()


def drafts_of(person: Person, conversation: Conversation) -> dict[str, Draft]:
    """The drafts by their kind."""
    return {draft.kind: draft for draft in Draft.objects.filter(person=person, conversation=conversation)}
