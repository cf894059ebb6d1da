"""Who should handle this message, and why? All rules speak, the weightiest decides, every verdict is kept."""

from functools import cache
from typing import Final

from warmline.decisions.case import (
    ADMIT,
    ANSWER,
    ASK_BACK,
    HAND_OVER,
    Case,
    Decision,
    Proposal,
    Protocol,
    Verdict,
)
from warmline.decisions.rule import Rule
from warmline.lib.catalogue import parts_in

#: Changes whenever a rule may decide otherwise on the same case.
VERSION: Final = "5"

#: Said when no rule speaks: nobody is ever left without a word.
FLOOR: Final = Verdict(
    rule="floor",
    action=ADMIT,
    weight=0,
    because="No rule had anything to say.",
    to_customer="I am not sure what to do with that: shall I ask a person for you?",
)


def decide(case: Case, protocol: Protocol) -> Decision:
    """Pure and total: the same case under the same protocol decides the same, and never nothing."""
    verdicts = _verdicts(case, protocol)
    first = verdicts[0]
    return Decision(
        action=first.action,
        because=first.because,
        to_customer=first.to_customer,
        reason=first.reason,
        priority=_priority(verdicts),
        proposals=_proposals(case, first),
        verdicts=verdicts,
        versions={"rules": VERSION},
    )


@cache
def rules() -> tuple[Rule, ...]:
    return tuple(parts_in("warmline.decisions.rules", "RULE", Rule))


def _verdicts(case: Case, protocol: Protocol) -> tuple[Verdict, ...]:
    spoken = [verdict for rule in rules() if (verdict := rule.speak(case, protocol))]
    return tuple(sorted(spoken, key=lambda verdict: (-verdict.weight, verdict.rule))) or (FLOOR,)


def _priority(verdicts: tuple[Verdict, ...]) -> int:
    """A person is needed as soon as any of the rules says, whichever of them decided."""
    if verdicts[0].action != HAND_OVER:
        return 0
    return max(verdict.priority for verdict in verdicts if verdict.action == HAND_OVER)


def _proposals(case: Case, verdict: Verdict) -> tuple[Proposal, ...]:
    if verdict.action not in (ANSWER, ASK_BACK):
        return ()
    by_key = {proposal.key: proposal for proposal in reversed(case.proposals)}
    return tuple(by_key[key] for key in verdict.keys)
