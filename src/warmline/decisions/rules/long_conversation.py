"""A conversation that grows long needs a person's eye, unless a person has just given it back."""

from warmline.conversations.models import Priority, Reason
from warmline.decisions.case import HAND_OVER, Case, Protocol, Verdict
from warmline.decisions.judging import is_small_talk
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.reading import Reading


def speak(case: Case, protocol: Protocol) -> Verdict | None:
    if case.bot_turns < protocol.long_conversation_turns or is_small_talk(case) or case.instruction:
        return None
    return Verdict(
        rule="long_conversation",
        action=HAND_OVER,
        weight=Weight.LONG_CONVERSATION,
        because=f"The bot has answered {case.bot_turns} times in this conversation.",
        to_customer="We have been going back and forth for a while, so a person will see what is still open.",
        reason=Reason.USAGE_LIMIT.value,
        priority=Priority.ROUTINE.value,
    )


RULE = Rule(
    name="long_conversation",
    about="After so many answers of the bot in one conversation, a person has a look.",
    speak=speak,
    samples=((Case("And on Sunday?", Reading(), bot_turns=12), Protocol()),),
)
