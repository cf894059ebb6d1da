"""Who says which answer is right for a question, and what becomes of it? A row at once, learned within seconds."""

from typing import Final

from django.db import transaction

from warmline.conversations.models import Kind, Message
from warmline.jobs.announcing import announce
from warmline.knowledge.models import Answer
from warmline.learning.errors import NothingToLearn
from warmline.learning.models import Example
from warmline.lib.time import now

#: A longer message says too much at once to teach one answer (chosen by us; a phrase of the knowledge is as long).
LONGEST: Final = 500
#: What a person said outweighs what a customer's click suggests.
_BY_PERSON: Final = Example.Origin.CORRECTION


def teach(message: Message, answer: Answer | None, by: str) -> Example:
    """Keeps what a person said about a customer's message: this answer is right, or (None) none of them is.

    Said again it replaces what was said before. Raises NothingToLearn.
    """
    return _keep(message, answer, Example.Origin.CORRECTION, by)


def confirm(message: Message, answer: Answer) -> Example:
    """The customer said that the answer helped. What a person has said about the message stays."""
    return _keep(message, answer, Example.Origin.CONFIRMED, "")


def doubt(message: Message, answer: Answer) -> Example:
    """The customer said that the answer did not help: evidence on how often the bot is wrong, not of what is right."""
    return _keep(message, answer, Example.Origin.UNHELPFUL, "")


@transaction.atomic
def withdraw(example: Example, by: str) -> None:
    """Takes an example back; the bot forgets it as quickly as it learned it."""
    _settle(example, Example.State.WITHDRAWN, f"Taken back by {by}." if by else "Taken back.")


@transaction.atomic
def accept(example: Example, by: str) -> None:
    """A person looked at a flagged or refused example: it is right, so it is learned."""
    _settle(example, Example.State.WAITING, f"Looked at by {by}.")


def _settle(example: Example, state: Example.State, because: str) -> None:
    Example.objects.filter(pk=example.pk).update(state=state, because=because[:300])
    announce("examples changed", lock="learning")


@transaction.atomic
def _keep(message: Message, answer: Answer | None, origin: Example.Origin, by: str) -> Example:
    text = _question(message)
    known = Example.objects.select_for_update().filter(message=message).first()
    if known and known.origin == _BY_PERSON and origin != _BY_PERSON:
        return known
    said = {
        "text": text,
        "answer": answer,
        "is_right": origin != Example.Origin.UNHELPFUL,
        "origin": origin,
        "state": Example.State.WAITING,
        "because": "",
        "by": by[:80],
        "at": now(),
    }
    example, _ = Example.objects.update_or_create(message=message, defaults=said)
    announce("examples changed", lock="learning")
    return example


def _question(message: Message) -> str:
    text = " ".join(message.text.split())
    if message.kind != Kind.CUSTOMER:
        raise NothingToLearn("Only a customer's message can teach.")
    if not any(sign.isalpha() for sign in text):
        raise NothingToLearn("There are no words in this message to learn from.")
    if len(text) > LONGEST:
        raise NothingToLearn(
            "This message is too long to teach one answer. Add a short phrase in Knowledge instead."
        )
    return text
