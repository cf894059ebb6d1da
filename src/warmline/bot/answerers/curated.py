"""Curated answers: sent as the business wrote them."""

from typing import Final

from warmline.bot.answerer import Answerer, Question
from warmline.bot.following_up import last_answer
from warmline.decisions.case import Proposal, Source
from warmline.knowledge.index import NAMED, Found
from warmline.lib.languages import say

#: What is left of the confidence of an answer that was given just now: who asks on mostly wants another one.
REPEATED: Final = 0.8


def propose(question: Question) -> tuple[Proposal, ...]:
    said = last_answer(question.turn)
    answers = (found for found in question.found if found.kind == "answer" and not found.action)
    again = say(question.turn.language, "Here it is once more:")
    return tuple(
        _again(found, again) if f"curated:{found.key}" == said else from_answer(found) for found in answers
    )


def _again(found: Found, again: str) -> Proposal:
    sure = found.confidence if found.confidence >= NAMED else found.confidence * REPEATED
    return from_answer(found, sure, f"{again}\n")


def from_answer(found: Found, confidence: float | None = None, before: str = "") -> Proposal:
    # A curated answer without an article is its own source.
    title = found.source_title or found.title
    return Proposal(
        key=f"curated:{found.key}",
        title=found.title,
        text=f"{before}{found.text}",
        confidence=found.confidence if confidence is None else confidence,
        sources=(Source(title, found.source_url),),
    )


ANSWERER = Answerer("curated", "Sends an answer that the business wrote, word for word.", propose)
