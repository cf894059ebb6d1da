"""What do several rules ask of a case: is it small talk, is it known, did the bot fail?"""

from typing import Final

from warmline.decisions.case import Case, Proposal, Protocol

#: So often at most a customer is asked back in one episode (chosen by us).
MOST_ASKED_BACK: Final = 3
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
    sure = [proposal for proposal in case.proposals if is_sure(case, proposal, protocol)]
    return max(sure, key=lambda one: (not one.talk, one.covers, one.confidence), default=None)


def is_sure(case: Case, proposal: Proposal, protocol: Protocol) -> bool:
    return proposal.confidence >= least_sure(case, proposal, protocol)


def least_sure(case: Case, proposal: Proposal, protocol: Protocol) -> float:
    """How sure the bot must be to say this: the careful limit while nothing is promised, if that is higher.

    The owner's own limit holds for what states nothing but asks on, for what was said before in this episode, and for
    an answer that the bot has just asked about: who then says it once more in other words means it. It holds for the
    other half of two questions too, where one half is sure: half an answer helps less than both; and for whom was
    asked back often enough.
    """
    is_known = proposal.key in (*case.asked_about, *case.said)
    is_free = proposal.talk or proposal.expects or is_known or is_asked_enough(case)
    if is_free or _has_sure_half(case, proposal, protocol):
        return protocol.answer_at
    return max(protocol.answer_at, protocol.careful_at)


def _has_sure_half(case: Case, proposal: Proposal, protocol: Protocol) -> bool:
    nearest = best(case)
    return proposal.covers > 1 and nearest is not None and nearest.confidence >= protocol.careful_at


def is_asked_enough(case: Case) -> bool:
    """Each question back costs the customer a step; after so many the bot answers by the owner's limit, or admits."""
    return case.times_asked_back >= MOST_ASKED_BACK


def may_ask_back(case: Case, protocol: Protocol) -> bool:
    """Something comes near enough, and the bot did not just ask back; or it is nearly sure of another matter."""
    nearest = best(case)
    if nearest is None or nearest.confidence < protocol.ask_back_at or is_asked_enough(case):
        return False
    return not case.asked_back or (
        nearest.key not in case.asked_about and nearest.confidence >= protocol.answer_at
    )


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
