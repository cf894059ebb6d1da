"""Who says which answer is right for a question, and what becomes of it? A row at once, learned within seconds."""

from dataclasses import dataclass
from typing import Final, TypeAlias

from django.db import transaction
from django.utils.translation import gettext as _

from warmline.conversations.models import Kind, Message
from warmline.jobs.announcing import announce
from warmline.knowledge.models import Answer, Article
from warmline.learning.errors import NothingToLearn
from warmline.learning.models import Example
from warmline.learning.trust import LOOKED_AT, trust
from warmline.lib.time import now

#: A longer message says too much at once to teach one answer (chosen by us; a phrase of the knowledge is as long).
LONGEST: Final = 500
Known: TypeAlias = Answer | Article
Origin = Example.Origin


@dataclass(frozen=True)
class Said:
    """What somebody said about a message: this is right for it, or this was wrong. known: None is none of ours."""

    known: Known | None
    origin: Example.Origin
    by: str = ""

    @property
    def is_right(self) -> bool:
        return self.origin not in (Origin.UNHELPFUL, Origin.DECLINED)


def teach(message: Message, known: Known | None, by: str) -> Example:
    """Keeps what a person said about a customer's message: this answer is right, or (None) none of them is.

    Said again it replaces what was said before. Raises NothingToLearn.
    """
    return keep(message, Said(known, Origin.CORRECTION, by))


def confirm(message: Message, known: Known) -> Example:
    """The customer said that the answer helped. What a person has said about the message stays."""
    return keep(message, Said(known, Origin.CONFIRMED))


def doubt(message: Message, known: Known) -> Example:
    """The customer said that the answer did not help: evidence on how often the bot is wrong, not of what is right."""
    return keep(message, Said(known, Origin.UNHELPFUL))


@transaction.atomic
def withdraw(example: Example, by: str) -> None:
    """Takes an example back; the bot forgets it as quickly as it learned it."""
    _settle(example, Example.State.WITHDRAWN, f"Taken back by {by}." if by else "Taken back.")


@transaction.atomic
def accept(example: Example, by: str) -> None:
    """A person looked at a flagged or refused example: it is right, so it is learned."""
    _settle(example, Example.State.WAITING, f"{LOOKED_AT} {by}.")


def _settle(example: Example, state: Example.State, because: str) -> None:
    Example.objects.filter(pk=example.pk).update(state=state, because=because[:300])
    announce("examples changed", lock="learning")


@transaction.atomic
def keep(message: Message, said: Said) -> Example:
    """Whoever is trusted less never overrules who is trusted more. Raises NothingToLearn."""
    text = _question(message)
    known = Example.objects.select_for_update().filter(message=message).first()
    if known and trust(known.origin) > trust(said.origin):
        return known
    kept = {
        "text": text,
        "answer": said.known if isinstance(said.known, Answer) else None,
        "article": said.known if isinstance(said.known, Article) else None,
        "is_right": said.is_right,
        "origin": said.origin,
        "state": Example.State.WAITING,
        "because": "",
        "by": said.by[:80],
        "at": now(),
    }
    example = Example.objects.update_or_create(message=message, defaults=kept)[0]
    announce("examples changed", lock="learning")
    return example


def _question(message: Message) -> str:
    text = " ".join(message.text.split())
    if message.kind != Kind.CUSTOMER:
        raise NothingToLearn(_("Only a customer's message can teach."))
    if not any(sign.isalpha() for sign in text):
        raise NothingToLearn(_("There are no words in this message to learn from."))
    if len(text) > LONGEST:
        raise NothingToLearn(
            _("This message is too long to teach one answer. Add a short phrase in Knowledge instead.")
        )
    return text
