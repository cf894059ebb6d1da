"""What becomes of a file that waits for the virus scanner? Released, refused, or held back until it answers."""

from contextlib import ExitStack
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from warmline.conversations.holding import hold
from warmline.conversations.models import Attachment, Conversation
from warmline.files.models import File
from warmline.files.scanning import ScannerSilent, is_clean
from warmline.files.stores import store
from warmline.files.stores.store import Missing
from warmline.jobs.announcing import announce
from warmline.lib.time import now

#: How soon a scanner that was silent is asked again (chosen by us).
AGAIN: Final = timedelta(minutes=1)
WAITING: Final = (File.State.CHECKING, File.State.HELD)


def check(digest: str) -> None:
    """Asks the scanner outside of any transaction; both sides of each conversation see what it said."""
    if not File.objects.filter(pk=digest, state__in=WAITING).exists():
        return
    try:
        state = File.State.CLEAN if is_clean(store().chunks(digest)) else File.State.REFUSED
    except ScannerSilent:
        state = File.State.HELD
    except Missing:
        return
    with ExitStack() as stack:
        # First the conversations, always in one order, then the file: as whoever sends one does.
        held = [stack.enter_context(hold(pk)) for pk in _having(digest)]
        if _settle(digest, state):
            for conversation in held:
                _tell(conversation, digest)


def _having(digest: str) -> list[UUID]:
    return sorted(set(Attachment.objects.filter(file=digest).values_list("conversation_id", flat=True)))


@transaction.atomic
def _settle(digest: str, state: str) -> bool:
    """Whether there is something to tell."""
    file = File.objects.select_for_update().filter(pk=digest, state__in=WAITING).first()
    if file is None:
        return False
    if state == File.State.HELD:
        announce("file to check", due_at=now() + AGAIN, digest=digest)
    if state == file.state:
        return False
    file.state = state
    file.save(update_fields=["state"])
    if state == File.State.REFUSED:
        # What is dangerous is not kept, not even for those who may see everything.
        store().remove(digest)
    return True


def _tell(conversation: Conversation, digest: str) -> None:
    """The message counts as revised, so that a widget which has it shows it anew."""
    conversation.revisions += 1
    conversation.save(update_fields=["revisions"])
    conversation.attachments.filter(file=digest).update(revision=conversation.revisions)
