"""What was said so far? For the customer's screen, and for whoever must respond."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from warmline.conversations.attached import attachment_as_seen, attachments_of
from warmline.conversations.holding import current_episode
from warmline.conversations.models import Attachment, Conversation, Holder, Kind, Message
from warmline.conversations.turn import Line, Turn
from warmline.lib.languages import say, spoken
from warmline.lib.statements import Select

#: The longest history that a turn carries, in messages of its episode (chosen by us).
LONGEST_HISTORY = 60
#: So many messages are read in one go.
MOST_AT_ONCE = 500

_messages_after = Select(
    lambda pk, number: (
        Message.objects.filter(conversation_id=pk).filter(number__gt=number).order_by("number")[:MOST_AT_ONCE]
    )
)
_conversation = Select(lambda pk: Conversation.objects.filter(pk=pk))
_lines_before = Select(
    lambda episode, number: (
        Message.objects.filter(episode_id=episode)
        .filter(number__lt=number)
        .order_by("-number")
        .values_list("number", "kind", "name", "text", "at", "answer_key", "asks", "attached")[
            :LONGEST_HISTORY
        ]
    )
)


def messages_after(conversation_id: UUID, number: int) -> list[Message]:
    """The messages numbered above `number`, in order, at most MOST_AT_ONCE of them."""
    return _messages_after(conversation_id, number)


def all_as_seen_by_customer(messages: list[Message], language: str = "") -> list[dict[str, Any]]:
    """With their files: one query for all, none where no message has any."""
    files = attachments_of(messages)
    return [as_seen_by_customer(message, language, files.get(message.pk, ())) for message in messages]


def as_seen_by_customer(
    message: Message, language: str = "", attachments: Iterable[Attachment] = ()
) -> dict[str, Any]:
    """A message as the Visitor API gives it. language: the conversation's; our own sentences are in it."""
    return {
        "number": message.number,
        "id": str(message.pk),
        "client_id": message.client_id if message.kind == Kind.CUSTOMER else None,
        "from": {"kind": message.kind, "name": message.name},
        "text": say(language, "This message was deleted.") if message.is_deleted else message.text,
        "attachments": [attachment_as_seen(each, language) for each in attachments],
        "revised": message.revised_at and ("edited" if message.text else "deleted"),
        "language": spoken(language) if message.kind == Kind.SYSTEM or _is_fixed(message) else None,
        "sources": message.sources,
        "at": message.at.isoformat(),
        "asks": message.asks or None,
        "choices": message.choices or None,
        "why": True if message.kind == Kind.BOT and message.answers_number else None,
    }


def _is_fixed(message: Message) -> bool:
    """The bot's own words, or that it was deleted; what it quotes is in the language of the business."""
    return message.is_deleted or (message.kind == Kind.BOT and not message.sources)


def open_turn(conversation_id: UUID) -> Turn | None:
    """What the bot must respond to now; None when it is not the bot's or nothing is due."""
    conversation = next(iter(_conversation(conversation_id)), None)
    if conversation is None or conversation.holder != Holder.BOT:
        return None
    episode = current_episode(conversation)
    lines = lines_before(episode.pk, conversation.last_number + 1)
    pending = tuple(line for line in lines if _is_due(line, conversation))
    if not pending:
        return None
    return Turn(
        conversation_id=conversation.pk,
        version=conversation.version,
        episode_id=episode.pk,
        pending=pending,
        history=tuple(line for line in lines if line.number < pending[0].number),
        failures=episode.failures,
        customer_id=conversation.customer_id,
        identity=conversation.identity,
        language=conversation.language,
        page=conversation.page,
        instruction=conversation.instruction,
    )


def _is_due(line: Line, conversation: Conversation) -> bool:
    return line.kind == Kind.CUSTOMER and line.number > conversation.responded_through


def lines_before(episode_id: int, number: int) -> tuple[Line, ...]:
    """The lines of an episode numbered below `number` but what was deleted, oldest first; of a long one the latest."""
    rows = reversed(_lines_before(episode_id, number))
    lines = (Line(*row[:7], files=row[7] or 0) for row in rows)
    return tuple(line for line in lines if line.text or line.files)
