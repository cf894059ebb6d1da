"""Curated answers: sent as the business wrote them."""

from warmline.bot.answerer import Answerer, Question
from warmline.decisions.case import Proposal, Source
from warmline.knowledge.index import Found


def propose(question: Question) -> tuple[Proposal, ...]:
    return tuple(_proposal(found) for found in question.found if found.kind == "answer" and not found.action)


def _proposal(found: Found) -> Proposal:
    # A curated answer without an article is its own source.
    title = found.source_title or found.title
    return Proposal(
        key=f"curated:{found.key}",
        title=found.title,
        text=found.text,
        confidence=found.confidence,
        sources=(Source(title, found.source_url),),
    )


ANSWERER = Answerer("curated", "Sends an answer that the business wrote, word for word.", propose)
