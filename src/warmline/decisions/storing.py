"""How is a decision kept, so that it can be explained, audited and taken again under other rules?"""

from typing import Any, Final

from warmline.conversations.models import Kind, Message
from warmline.decisions.case import Case, Decision, Proposal, Protocol, ScopeTopic, Source, Verdict
from warmline.decisions.models import StoredDecision
from warmline.lib.statements import insert
from warmline.lib.time import now
from warmline.understanding.reading import Reading
from warmline.understanding.reading_messages import versions

#: Kept in columns of their own or with the message, not in the JSON of the case.
_ELSEWHERE: Final = ("text", "proposals")
_MOST_CHARACTERS: Final = 500


def store(
    message: Message, case: Case, decision: Decision, protocol: Protocol, carried_out: bool = True
) -> StoredDecision:
    """message: the last one that was decided on. What is kept of the case leaves out its text."""
    surest = max((proposal.confidence for proposal in case.proposals if not proposal.talk), default=None)
    stored = StoredDecision(
        message=message,
        conversation_id=message.conversation_id,
        action=decision.action,
        reason=decision.reason,
        priority=decision.priority,
        because=decision.because[:_MOST_CHARACTERS],
        to_customer=decision.to_customer[:_MOST_CHARACTERS],
        confidence=surest,
        answer_key=decision.proposals[0].key[:120] if decision.proposals else "",
        verdicts=[dict(vars(verdict)) for verdict in decision.verdicts],
        proposals=_proposals_as_json(case, decision),
        case=_case_as_json(message, case),
        protocol=protocol.as_json(),
        versions={**decision.versions, **versions()},
        is_carried_out=carried_out,
        at=now(),
    )
    return insert(stored)


def case_from_json(stored: StoredDecision) -> Case:
    """The case as it was, with the text of its messages as it is now (erased text stays erased)."""
    kept = dict(stored.case)
    lines = kept.pop("lines")
    kept["reading"] = Reading.from_json(kept["reading"])
    kept |= {name: tuple(kept.get(name, ())) for name in ("said", "asked_about")}
    return Case(text=_text(stored, lines), proposals=_proposals(stored), **kept)


def protocol_from_json(stored: StoredDecision) -> Protocol:
    kept = dict(stored.protocol)
    kept["topics"] = tuple(
        ScopeTopic(topic["topic"], tuple(topic["words"]), topic["reason"]) for topic in kept["topics"]
    )
    kept["languages"] = tuple(kept.get("languages", ()))
    return Protocol(**kept)


def decision_from_json(stored: StoredDecision) -> Decision:
    """The decision as it was taken; of the versions, those of the rules."""
    return Decision(
        action=stored.action,
        because=stored.because,
        to_customer=stored.to_customer,
        reason=stored.reason,
        priority=stored.priority,
        proposals=tuple(_proposal(kept) for kept in stored.proposals if kept["is_chosen"]),
        verdicts=tuple(_verdict(kept) for kept in stored.verdicts),
        versions={"rules": stored.versions["rules"]} if "rules" in stored.versions else {},
    )


def _proposals_as_json(case: Case, decision: Decision) -> list[dict[str, Any]]:
    chosen = [proposal.key for proposal in decision.proposals]
    return [
        vars(proposal)
        | {
            "sources": [dict(vars(source)) for source in proposal.sources],
            "is_chosen": proposal.key in chosen,
        }
        for proposal in case.proposals
    ]


def _case_as_json(message: Message, case: Case) -> dict[str, Any]:
    kept = {name: value for name, value in vars(case).items() if name not in _ELSEWHERE}
    return kept | {"reading": case.reading.as_json(), "lines": _count_lines(message, case.text)}


def _count_lines(message: Message, text: str) -> int:
    """Of how many messages of the customer, up to this one, the text of the case is made."""
    joined, count = message.text, 1
    if text == joined:
        return count
    before = message.conversation.messages.filter(kind=Kind.CUSTOMER, number__lt=message.number)
    for earlier in before.order_by("-number").values_list("text", flat=True)[:100]:
        joined, count = f"{earlier}\n{joined}", count + 1
        if text == joined:
            return count
    return 0


def _text(stored: StoredDecision, lines: int) -> str:
    if not lines:
        return ""
    until = stored.conversation.messages.filter(kind=Kind.CUSTOMER, number__lte=stored.message.number)
    latest = until.order_by("-number").values_list("text", flat=True)[:lines]
    return "\n".join(reversed(latest))


def _proposals(stored: StoredDecision) -> tuple[Proposal, ...]:
    return tuple(_proposal(kept) for kept in stored.proposals)


def _proposal(kept: dict[str, Any]) -> Proposal:
    fields = {name: value for name, value in kept.items() if name not in ("is_chosen", "sources")}
    return Proposal(**fields, sources=tuple(Source(**source) for source in kept["sources"]))


def _verdict(kept: dict[str, Any]) -> Verdict:
    fields = {name: value for name, value in kept.items() if name not in ("words", "keys")}
    return Verdict(**fields, words=tuple(kept["words"]), keys=tuple(kept.get("keys", ())))
