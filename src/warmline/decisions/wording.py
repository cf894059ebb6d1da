"""How are actions, reasons and rules called on the pages of staff?"""

from typing import Final

from django.utils.translation import gettext as _

from warmline.conversations.models import Priority, Reason
from warmline.decisions.case import ADMIT, ANSWER, ASK_BACK, CLOSE, HAND_OVER

DONE: Final = {
    ANSWER: "Answered",
    ASK_BACK: "Asked back",
    ADMIT: "Said it does not know",
    HAND_OVER: "Passed to a person",
    CLOSE: "Closed as solved",
}


def action_in_words(action: str) -> str:
    return _(DONE.get(action, action.replace("_", " ").capitalize()))


def reason_in_words(reason: str) -> str:
    return _(str(Reason(reason).label)) if reason in Reason.values else reason.replace("_", " ")


def priority_in_words(priority: int) -> str:
    return _(str(Priority(priority).label)) if priority in Priority.values else str(priority)


def sureness_in_words(action: str) -> str:
    """What the figure is about: of what was not said it is how sure the bot would have been."""
    return _("How sure") if action in (ANSWER, CLOSE) else _("Its best answer")


def rule_in_words(rule: str) -> str:
    """The name of a rule's file as people read it: "wish_for_person" is "Wish for person"."""
    return _(rule.replace("_", " ").capitalize())
