"""What do several rules ask of a case: is it small talk, is it known, did the bot fail?"""

from typing import Final

from warmline.decisions.case import Case, Proposal, Protocol

SMALL_TALK: Final = ("greeting", "thanks", "goodbye", "yes", "no", "are_you_a_bot", "empty")


def is_small_talk(case: Case) -> bool:
    return case.reading.act.value in SMALL_TALK


def says(case: Case, *acts: str) -> bool:
    return case.reading.act.value in acts


def best(case: Case) -> Proposal | None:
    """The surest proposal that is not small talk."""
    return max((proposal for proposal in case.proposals if not proposal.talk), key=_confidence, default=None)


def talk(case: Case) -> Proposal | None:
    """What the bot would say as small talk."""
    return max((proposal for proposal in case.proposals if proposal.talk), key=_confidence, default=None)


def known(case: Case, protocol: Protocol) -> Proposal | None:
    """The proposal that may be sent: sure enough, of those what answers most, small talk where that is all there is."""
    if is_small_talk(case) and talk(case):
        return None
    sure = [proposal for proposal in case.proposals if is_sure(proposal, protocol)]
    return max(sure, key=lambda one: (not one.talk, one.covers, one.confidence), default=None)


def is_sure(proposal: Proposal, protocol: Protocol) -> bool:
    return proposal.confidence >= protocol.answer_at


def may_ask_back(case: Case, protocol: Protocol) -> bool:
    """Something comes near enough, and the bot did not just ask back."""
    nearest = best(case)
    return nearest is not None and nearest.confidence >= protocol.ask_back_at and not case.asked_back


def refuses(case: Case) -> bool:
    """ "No" to "did that help?" or to "did you mean ...?"."""
    return says(case, "no") and (case.asked_if_solved or case.asked_back)


def fails_now(case: Case, protocol: Protocol) -> bool:
    """The bot can do nothing with this message, or could not do what was asked."""
    if refuses(case):
        return True
    if is_small_talk(case):
        return False
    answer = known(case, protocol)
    if answer:
        return answer.fails
    return not may_ask_back(case, protocol)


def quoted(words: tuple[str, ...]) -> str:
    """ "a", "b" for a sentence to staff; "" without words."""
    return ", ".join(f"“{word}”" for word in words)


def _confidence(proposal: Proposal) -> float:
    return proposal.confidence
