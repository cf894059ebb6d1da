"""Which replies of mine have not left, how long may I take them back, and what stopped them?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from warmline.conversations.attached import say_files
from warmline.conversations.models import Conversation, Message
from warmline.conversations.sending import due_replies_of
from warmline.desk.attached import Shown, shown
from warmline.desk.shortening import shorten
from warmline.staff.models import Person

#: So many of the new messages are named beside a reply that was stopped (chosen by us).
MOST_NEWS = 3
WORDS_OF_NEWS = 20


@dataclass(frozen=True)
class News:
    number: int
    name: str
    text: str


@dataclass(frozen=True)
class Due:
    """left_ms: how long it may still be taken back; stopped: why it stays, with what was said meanwhile."""

    pk: int
    text: str
    left_ms: int
    stopped: str
    news: tuple[News, ...]
    files: tuple[Shown, ...] = ()


def look_at_due(conversation: Conversation, person: Person, at: datetime) -> list[Due]:
    return [
        Due(
            pk=each.pk,
            text=each.text,
            left_ms=max((each.due_at - at) // timedelta(milliseconds=1), 0),
            stopped=each.stopped_because,
            news=news_since(conversation, person, each.seen_number) if each.stopped_because else (),
            files=tuple(shown(file) for file in each.attachments.select_related("file")),
        )
        for each in due_replies_of(conversation, person)
    ]


def news_since(conversation: Conversation, person: Person, seen_number: int) -> tuple[News, ...]:
    """What others said after message `seen_number`: the latest few."""
    later = conversation.messages.filter(number__gt=seen_number).exclude(person=person).order_by("-number")
    return tuple(_as_news(message, conversation) for message in reversed(later[:MOST_NEWS]))


def _as_news(message: Message, conversation: Conversation) -> News:
    name = message.name or str(conversation.customer)
    text = message.text or (say_files(message.attached) if message.attached else "")
    return News(message.number, name, shorten(text, WORDS_OF_NEWS))
