"""What has somebody written and not yet sent? Kept per conversation and kind, for any machine."""

from django.db import transaction

from warmline.conversations.appending import LONGEST
from warmline.conversations.errors import BadText, Overtaken
from warmline.conversations.models import Conversation
from warmline.desk.models import Draft
from warmline.staff.models import Person


class WrittenElsewhere(Overtaken):
    """The same draft was changed in another tab or on another machine since this one looked. draft: as it is there."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("You have written something else here in another window.")
        self.draft = draft


def stamp_of(draft: Draft | None) -> str:
    """Which state of the draft a page has: "" for none."""
    return draft.stamp if draft else ""


@transaction.atomic
def save_draft(
    person: Person, conversation: Conversation, kind: str, text: str, stamp: str | None = None
) -> Draft | None:
    """An empty text forgets the draft. stamp: the state that the writer changes; None changes whatever is there.

    Raises BadText when it is far too long to become a message; WrittenElsewhere, with nothing changed, when another
    text was kept since.
    """
    cleaned = text.replace("\x00", "").encode("utf-8", "ignore").decode()
    if len(cleaned) > 4 * LONGEST:
        raise BadText("This text is too long to be kept here. Please shorten it.", too_long=True)
    # Two windows of one person come in an order.
    Person.objects.select_for_update().get(pk=person.pk)
    there = drafts_of(person, conversation).get(kind)
    if there and stamp is not None and stamp_of(there) != stamp and there.text.strip() != cleaned.strip():
        raise WrittenElsewhere(there)
    if not cleaned.strip():
        drop_draft(person, conversation, kind)
        return None
    if there and there.text == cleaned:
        return there
    draft, _ = Draft.objects.update_or_create(
        person=person, conversation=conversation, kind=kind, defaults={"text": cleaned}
    )
    return draft


def with_draft(person: Person, conversation: Conversation, text: str) -> Draft:
    """A reply that was taken back stands above what was written since; it is never cut short."""
    since = drafts_of(person, conversation).get(Draft.Kind.REPLY)
    if since is not None and since.text.strip() and since.text.strip() != text:
        text = f"{text}\n{since.text}"
    draft, _ = Draft.objects.update_or_create(
        person=person, conversation=conversation, kind=Draft.Kind.REPLY, defaults={"text": text}
    )
    return draft


def drop_draft(person: Person, conversation: Conversation, kind: str, stamp: str | None = None) -> None:
    """stamp: only this state of it; what was written elsewhere in the meantime stays."""
    mine = Draft.objects.filter(person=person, conversation=conversation, kind=kind)
    for draft in mine:
        if stamp is None or stamp_of(draft) == stamp:
            draft.delete()


def drafts_of(person: Person, conversation: Conversation) -> dict[str, Draft]:
    """The drafts by their kind."""
    return {draft.kind: draft for draft in Draft.objects.filter(person=person, conversation=conversation)}
