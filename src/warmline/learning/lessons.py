"""What can be taught on a customer's message: what did the bot make of it, and what was it taught since?"""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from warmline.conversations.models import Kind, Message
from warmline.decisions.models import StoredDecision
from warmline.desk.teachable import is_teachable
from warmline.knowledge.index import find
from warmline.knowledge.models import Answer, Article
from warmline.learning.figures import percent
from warmline.learning.models import Example
from warmline.learning.trust import BY_PEOPLE

#: How many of the likeliest answers are one click away, and how many a search shows (chosen by us).
MOST_CHOICES: Final = 3
MOST_FOUND: Final = 8
#: What is read of a search; nobody needs more words to find an answer (chosen by us).
LONGEST_SEARCH: Final = 200
_CURATED: Final = "curated:"
ARTICLE: Final = "article:"


@dataclass(frozen=True)
class Choice:
    """One answer to choose, or an article ("article:" with its slug).

    sure: "62 % sure" as the bot was, "" when it was not asked. is_said: it was sent.
    """

    key: str
    title: str
    sure: str = ""
    is_said: bool = False

    @property
    def is_article(self) -> bool:
        return self.key.startswith(ARTICLE)


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
    return Example.objects.select_related("answer", "article").filter(message=message).first()


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
    """The answers in use and help pages that fit a search: by title first, then by meaning; answers by title for ""."""
    wanted = " ".join(text.replace("\0", "").split())[:LONGEST_SEARCH]
    in_use = Answer.objects.filter(is_active=True)
    if not wanted:
        return tuple(Choice(key, title) for key, title in _titles(in_use)[:MOST_FOUND])
    named = _titles(in_use.filter(Q(title__icontains=wanted) | Q(key__iexact=wanted)))
    pages = _pages().filter(title__icontains=wanted).order_by("title").values_list("slug", "title")
    found = dict(named[:MOST_FOUND]) | {f"{ARTICLE}{slug}": title for slug, title in pages[:MOST_FOUND]}
    near = (each.key if each.kind == "answer" else f"{ARTICLE}{each.key}" for each in find(wanted))
    labels = ((key, find_label(key)) for key in near if key not in found)
    found |= {key: label.title for key, label in labels if label is not None}
    return tuple(Choice(key, title) for key, title in list(found.items())[:MOST_FOUND])


def find_label(key: str) -> Answer | Article | None:
    """What a choice's key names, if it is in use."""
    if key.startswith(ARTICLE):
        return _pages().filter(slug=key.removeprefix(ARTICLE)).first()
    return Answer.objects.filter(key=key, is_active=True).first()


def _pages() -> QuerySet[Article]:
    return Article.objects.filter(is_published=True)


def _titles(answers: QuerySet[Answer]) -> "QuerySet[Answer, tuple[str, str]]":
    return answers.order_by("title").values_list("key", "title")


def _likeliest(decision: StoredDecision) -> tuple[Choice, ...]:
    """The surest first, those that are gone left out; an article only where no answer rests on it."""
    proposals = {each["key"].removeprefix(_CURATED): each for each in reversed(decision.proposals)}
    best = sorted(proposals, key=lambda key: -proposals[key]["confidence"])
    labels = ((key, find_label(key)) for key in best)
    known = ((key, label) for key, label in labels if label is not None)
    return tuple(_choice(key, label.title, decision, proposals[key]) for key, label in known)[:MOST_CHOICES]


def _choice(key: str, title: str, decision: StoredDecision, proposal: dict[str, Any]) -> Choice:
    is_said = decision.action == "answer" and proposal["is_chosen"]
    return Choice(key, title, _("{percent} sure").format(percent=percent(proposal["confidence"])), is_said)
