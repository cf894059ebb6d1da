"""Nobody has to try a third time with a bot that does not help."""

from warmline.conversations.models import Priority, Reason
from warmline.decisions.case import HAND_OVER, Case, Protocol, Verdict
from warmline.decisions.judging import fails_now, known
from warmline.decisions.rule import Rule, Weight
from warmline.understanding.reading import Reading


def speak(case: Case, protocol: Protocol) -> Verdict | None:
    failures = case.failures + fails_now(case, protocol)
    if failures == case.failures or failures < protocol.failures_before_person:
        return None
    return Verdict(
        rule="failed_twice",
        action=HAND_OVER,
        weight=Weight.FAILED_TWICE,
        because=f"The bot could not help, {_times(failures)} in this conversation.",
        to_customer="I am sorry that I could not help with this, so a person will.",
        reason=_reason(case, protocol).value,
        priority=Priority.SOON.value,
    )


def _reason(case: Case, protocol: Protocol) -> Reason:
    if known(case, protocol):
        return Reason.TOOL_FAILURE
    is_unclear = case.asked_back or case.asked_if_solved
    return Reason.CLARIFICATION_FAILED if is_unclear else Reason.MISSING_KNOWLEDGE


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


RULE = Rule(
    name="failed_twice",
    about="When the bot has failed a customer as often as you allow, a person takes over.",
    speak=speak,
    samples=((Case("Do you repair ovens?", Reading(), failures=1), Protocol()),),
)
