""" "Yes" to "is this about ...?": the one answer that the bot asked back with."""

from warmline.bot.answerer import Answerer, Question
from warmline.bot.answerers.curated import from_answer
from warmline.bot.following_up import last_answer
from warmline.decisions.case import ASK_BACK, Proposal
from warmline.knowledge.index import show

SURE = 0.99


def offered(question: Question) -> str:
    """The key of the only answer that the bot asked back with just now, "" when there was none or several."""
    action, _, keys = last_answer(question.turn).partition(":")
    return keys if action == ASK_BACK and "," not in keys and keys.startswith("curated:") else ""


def propose(question: Question) -> tuple[Proposal, ...]:
    if question.reading.act.value != "yes":
        return ()
    found = show("answer", offered(question).partition(":")[2])
    return (from_answer(found, SURE),) if found and not found.action else ()


ANSWERER = Answerer("chosen", "Takes a “yes” for the one answer that it asked back with.", propose)
