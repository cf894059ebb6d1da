"""On which messages may staff tell the bot what the right answer was?"""

from typing import Final

from warmline.conversations.models import Kind, Message, Reason
from warmline.decisions.case import ADMIT, ASK_BACK
from warmline.decisions.models import StoredDecision

#: Handed over because something was not known; with another reason an answer would not have been right.
NOT_KNOWN: Final = frozenset({Reason.MISSING_KNOWLEDGE.value, Reason.CLARIFICATION_FAILED.value})


def is_teachable(message: Message, decision: StoredDecision | None) -> bool:
    """A customer's message that the bot answered, asked back on, or had no answer for; small talk is none."""
    if decision is None or message.kind != Kind.CUSTOMER or not message.text.strip():
        return False
    match decision.action:
        case "answer":
            return not any(each["is_chosen"] and each["talk"] for each in decision.proposals)
        case "hand_over":
            return decision.reason in NOT_KNOWN
    return decision.action in (ASK_BACK, ADMIT)
