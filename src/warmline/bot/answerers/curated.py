"""Curated answers: sent as the business wrote them."""

from warmline.bot.answerer import Answerer, Question
from warmline.bot.following_up import last_answer
from warmline.decisions.case import Proposal, Source
from warmline.knowledge.index import Found


def propose(question: Question) -> tuple[Proposal, ...]:
    """What the bot said just now it does not say again where the article behind it says more."""
    said = last_answer(question.turn)
    told_more = {found.url for found in question.found if found.kind == "article"}
    return tuple(
        from_answer(found)
        for found in question.found
        if found.kind == "answer"
        and not found.action
        and not (f"curated:{found.key}" == said and found.source_url in told_more)
    )


def from_answer(found: Found, confidence: float | None = None) -> Proposal:
    # A curated answer without an article is its own source.
    title = found.source_title or found.title
    return Proposal(
        key=f"curated:{found.key}",
        title=found.title,
        text=found.text,
        confidence=found.confidence if confidence is None else confidence,
        sources=(Source(title, found.source_url),),
    )


ANSWERER = Answerer("curated", "Sends an answer that the business wrote, word for word.", propose)
