"""How does a message get its place? Numbered under the conversation's lock, without gaps."""

from dataclasses import dataclass

from warmline.conversations.errors import BadText
from warmline.conversations.holding import Actor
from warmline.conversations.models import Attachment, Conversation, Episode, Message
from warmline.lib.statements import insert, update
from warmline.lib.time import now

#: The longest message, in characters (chosen by us: two pages of text).
LONGEST = 4000


@dataclass(frozen=True)
class Words:
    """What is said, apart from who says it. sources and choices as in models.Message."""

    text: str
    sources: tuple[dict[str, str], ...] = ()
    asks: str = ""
    choices: tuple[dict[str, str], ...] = ()
    answers_number: int = 0
    answer_key: str = ""
    #: As attaching.find_waiting gives them.
    attachments: tuple[Attachment, ...] = ()


def clean(text: object, *, may_be_empty: bool = False) -> str:
    """The text as it is stored: without NUL and outer white space. Raises BadText when empty or too long."""
    if text is None and may_be_empty:
        return ""
    if not isinstance(text, str):
        raise BadText("The message must be text.")
    if len(text) > LONGEST:
        raise BadText(f"This message is too long. Please keep it under {LONGEST} characters.", too_long=True)
    # Lone surrogates cannot be stored; they come from broken clients only.
    cleaned = text.replace("\x00", "").encode("utf-8", "ignore").decode().strip()
    if not cleaned and not may_be_empty:
        raise BadText
    return cleaned


def append(
    conversation: Conversation, episode: Episode, by: Actor, words: Words, client_id: str | None = None
) -> Message:
    """Adds the next message of a locked conversation; raises no error of its own."""
    at = now()
    conversation.last_number += 1
    conversation.last_message_at = at
    update(conversation, "last_number", "last_message_at")
    message = Message(
        conversation=conversation,
        episode=episode,
        number=conversation.last_number,
        client_id=client_id,
        kind=by.kind,
        name=by.name,
        person=by.person,
        text=words.text,
        sources=list(words.sources),
        asks=words.asks,
        choices=list(words.choices),
        answers_number=words.answers_number,
        answer_key=words.answer_key,
        at=at,
        attached=len(words.attachments) or None,
    )
    insert(message)
    for place, each in enumerate(words.attachments):
        each.message, each.due_reply, each.place = message, None, place
        each.save(update_fields=["message", "due_reply", "place"])
    return message
