"""What can be taught on a customer's message: what did the bot make of it, and what was it taught since?"""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from warmline.conversations.models import Kind, Message
from warmline.decisions.models import StoredDecision
from warmline.desk.teachable import is_teachable
from warmline.knowledge.index import find
from warmline.knowledge.models import Answer
from warmline.learning.models import Example
from warmline.learning.trust import BY_PEOPLE

#: How many of the likeliest answers are one click away, and how many a search shows (chosen by us).
MOST_CHOICES: Final = 3
MOST_FOUND: Final = 8
#: What is read of a search; nobody needs more words to find an answer (chosen by us).
LONGEST_SEARCH: Final = 200
_CURATED: Final = "curated:"


@dataclass(frozen=True)
class Choice:
    """One answer to choose. sure: "62% sure" as the bot was, "" when it was not asked. is_said: it was sent."""

    key: str
    title: str
    sure: str = ""
    is_said: bool = False


@dataclass(frozen=True)
class Lesson:
    """said: the bot's own words, "" when it said nothing. example: what was taught or said on it so far."""

    message: Message
    said: str
    choices: tuple[Choice, ...]
    example: Example | None

    @property
    def is_taught(self) -> bool:
        return is_in_force(self.example)

    @property
    def seen(self) -> str:
        return stamp(self.example)


def find_teachable(pk: UUID) -> tuple[Message, StoredDecision] | None:
    """The message with the latest decision on it; None when there is nothing to teach on it."""
    message = Message.objects.select_related("conversation").filter(pk=pk).first()
    if message is None:
        return None
    decision = StoredDecision.objects.filter(message=message).order_by("-at", "-id").first()
    return (message, decision) if decision and is_teachable(message, decision) else None


def read_lesson(message: Message, decision: StoredDecision) -> Lesson:
    said = Message.objects.filter(
        conversation_id=message.conversation_id, kind=Kind.BOT, answers_number=message.number
    )
    first = said.order_by("number").first()
    return Lesson(message, first.text if first else "", _likeliest(decision), find_example(message))


def find_example(message: Message) -> Example | None:
    return Example.objects.select_related("answer").filter(message=message).first()


def is_in_force(example: Example | None) -> bool:
    """A person said it, and nobody took it back."""
    return example is not None and example.origin in BY_PEOPLE and example.state != Example.State.WITHDRAWN


def stamp(example: Example | None) -> str:
    """Changes with each act of a person on it, not when the bot has learned it."""
    if example is None:
        return ""
    return (
        f"{example.at.isoformat()} {'withdrawn' if example.state == Example.State.WITHDRAWN else ''}".strip()
    )


def find_answers(text: str) -> tuple[Choice, ...]:
    """The answers in use that fit a search: by their titles first, then by their meaning; all by title for ""."""
    wanted = " ".join(text.replace("\0", "").split())[:LONGEST_SEARCH]
    in_use = Answer.objects.filter(is_active=True)
    named = in_use.filter(Q(title__icontains=wanted) | Q(key__iexact=wanted)) if wanted else in_use
    found = dict(named.order_by("title").values_list("key", "title")[:MOST_FOUND])
    if wanted:
        near = [each.key for each in find(wanted) if each.kind == "answer"]
        titles = dict(in_use.filter(key__in=near).values_list("key", "title"))
        found |= {key: titles[key] for key in near if key in titles}
    return tuple(Choice(key, title) for key, title in list(found.items())[:MOST_FOUND])


def _likeliest(decision: StoredDecision) -> tuple[Choice, ...]:
    proposals = {
        each["key"].removeprefix(_CURATED): each
        for each in reversed(decision.proposals)
        if each["key"].startswith(_CURATED)
    }
    answers = Answer.objects.filter(key__in=proposals, is_active=True)
    best = sorted(answers, key=lambda answer: -proposals[answer.key]["confidence"])
    return tuple(_choice(answer, decision, proposals[answer.key]) for answer in best[:MOST_CHOICES])


def _choice(answer: Answer, decision: StoredDecision, proposal: dict[str, Any]) -> Choice:
    is_said = decision.action == "answer" and proposal["is_chosen"]
    return Choice(answer.key, answer.title, f"{proposal['confidence']:.0%} sure", is_said)
