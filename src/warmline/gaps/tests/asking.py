"""Customers who ask what the bot does not know, and people who answer, through the line itself."""

from collections.abc import Callable
from uuid import UUID, uuid4

from warmline.channels.line import Visitor
from warmline.conversations import closing, handover, saying
from warmline.conversations.models import Conversation, Message
from warmline.gaps.gathering import gather
from warmline.gaps.models import Gap
from warmline.line import visitors
from warmline.staff.models import Person

Work = Callable[..., int]

BICYCLES = ("do you repair bicycles?", "can you repair my bicycle", "is there somebody who repairs bicycles?")
WORKSHOP = "Our workshop in the yard repairs bicycles on weekdays from nine to five."


def ask(work: Work, *texts: str, name: str = "Dana Whelan") -> UUID:
    chat = UUID(visitors.begin(Visitor(name=name))["id"])
    for text in texts:
        visitors.record(chat, uuid4().hex, text)
        work()
    return chat


def last(chat: UUID) -> Message:
    return Message.objects.filter(conversation=chat).order_by("-number")[0]


def answered_by(person: Person, chat: UUID, *texts: str) -> None:
    handover.take(chat, person)
    for text in texts:
        saying.reply(chat, person, text, seen_number=_seen(chat), client_id=uuid4().hex)
    closing.close_as_person(chat, person, seen_number=_seen(chat))


def _seen(chat: UUID) -> int:
    return Conversation.objects.get(pk=chat).last_number


def gathered() -> list[Gap]:
    gather()
    return list(Gap.objects.order_by("pk"))


def questions_in(gap: Gap) -> list[str]:
    return sorted(gap.questions.values_list("message__text", flat=True))
