"""Two questions in one message: both answered, where both answers are known."""

from itertools import pairwise

from warmline.bot.answerer import Answerer, Question
from warmline.bot.answerers.curated import from_answer
from warmline.decisions.case import Proposal


def propose(question: Question) -> tuple[Proposal, ...]:
    """As sure as the less sure of the two; only of plain answers, of two topics."""
    best = [next(iter(found), None) for found in question.found_by_part]
    answers = [from_answer(found) for found in best if found and found.kind == "answer" and not found.action]
    if len(answers) != 2 or len(question.found_by_part) != 2:
        return ()
    return tuple(_both(one, other) for one, other in pairwise(answers) if one.key != other.key)


def _both(one: Proposal, other: Proposal) -> Proposal:
    return Proposal(
        key=f"{one.key}+{other.key.partition(':')[2]}",
        title=f"{one.title} · {other.title}",
        text=f"{one.text}\n\n{other.text}",
        confidence=min(one.confidence, other.confidence),
        sources=tuple(dict.fromkeys((*one.sources, *other.sources))),
        covers=2,
    )


ANSWERER = Answerer("two_questions", "Answers two questions of one message together.", propose)
