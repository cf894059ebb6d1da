"""What became of a suggestion? Put in, then sent as it is, edited or replaced; or refused."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from warmline.conversations.models import Conversation, Kind, Message
from warmline.copilot.drafting import kept_draft
from warmline.copilot.models import Choice
from warmline.copilot.suggesting import Suggestion, find_asked, suggest_for
from warmline.knowledge.ear import plain
from warmline.knowledge.words import content_words
from warmline.lib.time import now
from warmline.staff.models import Person

#: Of a suggestion's words of meaning so many are left in what was sent: it was edited (as in learning/replied.py).
KEPT: Final = 0.5
#: What is compared of a text; a message has at most 4,000 characters.
LONGEST: Final = 6000


@dataclass(frozen=True)
class Chosen:
    """kind and key of a suggestion, what was done with it, and under which address the site is reached."""

    kind: str
    key: str
    outcome: Choice.Outcome
    site: str = ""


def choose(conversation: Conversation, person: Person, chosen: Chosen) -> bool:
    """False when that is not suggested (any more). The same twice is kept once."""
    asked = find_asked(conversation)
    if asked is None:
        return False
    suggestions = list(suggest_for(asked, conversation, person, chosen.site))
    drafted = kept_draft(asked, conversation, person)
    suggestions += [drafted] if drafted else []
    for place, suggestion in enumerate(suggestions, start=1):
        if (suggestion.kind, suggestion.key) == (chosen.kind, chosen.key):
            _keep(asked.message, person, suggestion, (place, chosen.outcome))
            return True
    same = Choice.objects.filter(question=asked.message, person=person, outcome=chosen.outcome)
    return same.filter(kind=chosen.kind, key=chosen.key).exists()


def _keep(
    question: Message, person: Person, suggestion: Suggestion, what: tuple[int, Choice.Outcome]
) -> None:
    place, outcome = what
    Choice.objects.update_or_create(
        question=question,
        person=person,
        kind=suggestion.kind,
        key=suggestion.key,
        defaults={
            "text": suggestion.text,
            "confidence": suggestion.confidence,
            "place": place,
            "outcome": outcome,
            "at": now(),
        },
    )


def settle(conversation: str, number: int) -> None:
    """number: of a person's message that left. What they had put in for it is taken, edited or replaced."""
    reply = Message.objects.filter(
        conversation_id=UUID(conversation), number=number, kind=Kind.PERSON
    ).first()
    if reply is None:
        return
    waiting = Choice.objects.filter(
        question__conversation=reply.conversation_id,
        question__number__lt=number,
        person=reply.person,
        outcome=Choice.Outcome.PUT_IN,
    )
    for choice in waiting:
        choice.outcome, choice.reply = judge(choice.text, reply.text), reply
        choice.save(update_fields=["outcome", "reply"])


def judge(suggested: str, sent: str) -> Choice.Outcome:
    """What was sent, beside what was suggested."""
    if plain(suggested) == plain(sent):
        return Choice.Outcome.TAKEN
    own = set(content_words(suggested[:LONGEST]))
    kept = own & set(content_words(sent[:LONGEST]))
    is_kept = len(kept) >= KEPT * len(own) if own else plain(suggested) in plain(sent)
    return Choice.Outcome.EDITED if is_kept else Choice.Outcome.REPLACED
