"""What should the person do first? By the reason of the handoff and what is known; a proposal only."""

from warmline.conversations.models import PROVED, Reason
from warmline.desk.card_facts import CardFacts
from warmline.desk.shortening import shorten

FIRST_STEPS: dict[str, str] = {
    Reason.CUSTOMER_REQUEST: "Say hello by name and take it from here.",
    Reason.MISSING_KNOWLEDGE: "Answer it; the bot knows nothing about this.",
    Reason.UNSUPPORTED_REQUEST: "Do it for them; the bot cannot.",
    Reason.POLICY: "Decide this one yourself.",
    Reason.TOOL_FAILURE: "Look it up by hand; the bot's look-up failed.",
    Reason.CLARIFICATION_FAILED: "Say sorry for the detour, then answer in your words.",
    Reason.USAGE_LIMIT: "Sum up what you understood and settle it.",
    Reason.EMOTION: "Acknowledge how they feel first, then say what you will do.",
    Reason.SENSITIVE: "Show care first, take your time.",
    Reason.HIGH_VALUE: "Greet them as the loyal customer they are.",
    Reason.RELATIONSHIP: "Go on where you left off.",
    Reason.OTHER_PARTICIPANT: "Make clear who decides before you act.",
    Reason.ERROR: "Say sorry for the hitch, then answer.",
    Reason.CRISIS: "Be calm and brief; tell what is certain.",
    Reason.REVIEW_REQUESTED: "Check the bot's answer; confirm or correct it.",
}


def suggest(facts: CardFacts) -> str:
    """One or two short sentences; "" when there is nothing to do."""
    steps = ["" if facts.is_met else FIRST_STEPS.get(facts.ground.reason, "")]
    if facts.orders and facts.identity not in PROVED:
        steps.append("Check who it is before you speak about orders.")
    elif facts.late:
        steps.append(f"Order {shorten(facts.late[0], 2)} is late: give a new time.")
    if facts.open and not steps[0]:
        steps.append("Answer what is still open.")
    return " ".join(step for step in steps if step)
