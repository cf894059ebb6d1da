"""When are two conversations one? When a person says so, of the same customer; and it can be taken back for a day.

Nothing moves: each message keeps its place and number, and each customer's page goes on showing just its own. Who only
claims to be somebody would otherwise read what that somebody said (field notes 12).
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from warmline.conversations.appending import Words, append
from warmline.conversations.closing import close
from warmline.conversations.errors import NotHolder, Overtaken, UnknownConversation
from warmline.conversations.handover import last_unanswered, may_take, take
from warmline.conversations.holding import SYSTEM, Actor, current_episode, hold
from warmline.conversations.models import Conversation, Holder, Merge
from warmline.conversations.sending import let_all_leave
from warmline.lib.languages import say
from warmline.lib.time import now
from warmline.staff.models import Person

#: A mistake is noticed soon; later, both have gone their ways (chosen by us).
UNDONE_WITHIN: Final = timedelta(hours=24)

SAME = "Please choose another conversation to merge it into."
OTHER_CUSTOMER = "These are conversations of two customers. Merge the customers first, if they are one."
CLOSED = "The one to merge into is closed. Open it again first."
ALREADY = "It is closed already."
UNANSWERED = "The customer waits for an answer here. Please answer first, or merge the other one into this."
NOT_UNDONE = "This merge can no longer be taken back."


def merge(conversation_id: UUID, into_id: UUID, person: Person) -> Merge:
    """The first is closed with a link to the second, and its customer is told that it is closed.

    Raises NotHolder when a colleague holds the first, Overtaken with the reason why not, UnknownConversation.
    """
    if conversation_id == into_id:
        raise Overtaken(SAME)
    with _hold_both(conversation_id, into_id) as (conversation, into):
        _require_mergeable(conversation, into, person)
        let_all_leave(conversation, person)
        # The same words whoever reads them: that there is another conversation is not theirs to learn here.
        text = say(conversation.language, "This conversation is closed. Write to open it again.")
        append(conversation, current_episode(conversation), SYSTEM, Words(text))
        because = f"{person.name} merged it into another conversation of {into.customer}."
        close(conversation, Actor.of(person), "merged", because, asks_csat=False)
        return Merge.objects.create(conversation=conversation, into=into, person=person, at=now())


@contextmanager
def _hold_both(first: UUID, second: UUID) -> Iterator[tuple[Conversation, Conversation]]:
    """Always locked in the same order, so that two merges cannot wait for each other."""
    with ExitStack() as stack:
        held = {pk: stack.enter_context(hold(pk)) for pk in sorted((first, second))}
        yield held[first], held[second]


def _require_mergeable(conversation: Conversation, into: Conversation, person: Person) -> None:
    if conversation.customer_id != into.customer_id:
        raise Overtaken(OTHER_CUSTOMER)
    if conversation.holder == Holder.CLOSED:
        raise Overtaken(ALREADY)
    if into.holder == Holder.CLOSED:
        raise Overtaken(CLOSED)
    if not may_take(conversation, person):
        raise NotHolder(f"{conversation.person} is looking after this conversation now.")
    if last_unanswered(conversation):
        raise Overtaken(UNANSWERED)


def undo_merge(merge_id: int, person: Person) -> Conversation:
    """It is open again and with this person. Raises Overtaken after a day, or when it was opened since."""
    found = Merge.objects.filter(pk=merge_id).first()
    if found is None:
        raise UnknownConversation
    with hold(found.conversation_id) as conversation:
        merged = conversation.merges.get(pk=merge_id)
        if not may_undo(merged, conversation, now()):
            raise Overtaken(NOT_UNDONE)
        merged.undone_at = now()
        merged.save(update_fields=["undone_at"])
        return take(conversation.pk, person)


def may_undo(merged: Merge, conversation: Conversation, at: datetime) -> bool:
    is_recent = merged.at - UNDONE_WITHIN < at < merged.at + UNDONE_WITHIN
    return merged.undone_at is None and conversation.holder == Holder.CLOSED and is_recent


def candidates(conversation: Conversation) -> list[Conversation]:
    """The open conversations of the same customer that it could be merged into, the latest first."""
    others = Conversation.objects.filter(customer=conversation.customer_id).exclude(holder=Holder.CLOSED)
    return list(others.exclude(pk=conversation.pk).order_by("-last_message_at")[:20])
