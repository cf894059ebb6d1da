"""How does a conversation begin, and who may read it?"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from warmline.conversations.appending import Words, append
from warmline.conversations.errors import UnknownConversation
from warmline.conversations.holding import Actor
from warmline.conversations.models import Conversation, Episode, Holder, HolderChange, Kind, Message
from warmline.customers.models import Customer
from warmline.lib.statements import Select
from warmline.lib.time import now


@dataclass(frozen=True)
class Begun:
    conversation: Conversation
    token: str
    greeting: Message


class BadToken(UnknownConversation):
    """The token is missing or not the one of this conversation."""

    text = "This conversation cannot be opened with that key."


_token_hash = Select(lambda pk: Conversation.objects.filter(pk=pk).values_list("token_hash"))


def hash_token(token: str) -> str:
    # A random 256-bit token needs no slow hash.
    return hashlib.sha256(token.encode()).hexdigest()


def begin(
    customer: Customer,
    bot: Actor,
    greeting: Words,
    *,
    page: str = "",
    language: str = "",
    is_signed: bool = False,
) -> Begun:
    """A new conversation, held by the bot, with the greeting that says who answers first.

    is_signed: the business's own site proved who the customer is.
    """
    token = secrets.token_urlsafe(32)
    at = now()
    with transaction.atomic():
        conversation = Conversation.objects.create(
            token_hash=hash_token(token),
            customer=customer,
            identity=Conversation.Identity.SIGNED if is_signed else _identity(customer),
            page=page,
            language=language,
            opened_at=at,
            last_message_at=at,
        )
        episode = Episode.objects.create(conversation=conversation, ordinal=1, opened_at=at)
        HolderChange.objects.create(
            conversation=conversation,
            episode=episode,
            version=1,
            holder=Holder.BOT,
            by_kind=Kind.CUSTOMER,
            because="The customer opened the chat.",
            after_number=0,
            at=at,
        )
        message = append(conversation, episode, bot, greeting)
    return Begun(conversation, token, message)


def _identity(customer: Customer) -> str:
    """A typed e-mail address proves nothing."""
    return Conversation.Identity.CLAIMED if customer.email else Conversation.Identity.ANONYMOUS


def check_token(conversation_id: UUID, token: str) -> None:
    """Raises UnknownConversation when there is none, BadToken when the token belongs to no conversation at all.

    Somebody else's valid token gets the same answer as a conversation that does not exist.
    """
    hashed = hash_token(token)
    if any(hmac.compare_digest(stored, hashed) for (stored,) in _token_hash(conversation_id)):
        return
    if token and Conversation.objects.filter(token_hash=hashed).exists():
        raise UnknownConversation
    raise BadToken
