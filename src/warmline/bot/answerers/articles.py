"""Articles: the passage that fits, quoted, with the way to the rest."""

from warmline.bot.answerer import Answerer, Question
from warmline.decisions.case import Proposal, Source
from warmline.knowledge.index import NAMED, Found
from warmline.lib.languages import say

#: The longest quotation, in characters (chosen by us: it fits a phone's screen).
LONGEST = 600


def propose(question: Question) -> tuple[Proposal, ...]:
    """An article that a curated answer rests on is left to that answer, unless the article itself is named."""
    answered = {found.source_url for found in question.found if found.kind == "answer"}
    articles = (found for found in question.found if found.kind == "article")
    return tuple(
        _proposal(found, question.turn.language)
        for found in articles
        if found.url not in answered or found.confidence >= NAMED
    )


def _proposal(found: Found, language: str) -> Proposal:
    before = say(language, "From our help page “{title}”:", title=found.title)
    return Proposal(
        key=f"article:{found.key}",
        title=found.title,
        text=f"{before}\n{shorten(found.text)}",
        confidence=found.confidence,
        sources=(Source(found.title, found.url),),
    )


def shorten(text: str) -> str:
    """At most LONGEST characters, cut after a sentence where there is one."""
    if len(text) <= LONGEST:
        return text
    cut = text[:LONGEST]
    end = max(cut.rfind(mark) for mark in (". ", "! ", "? "))
    return cut[: end + 1] if end > LONGEST // 3 else f"{cut.rsplit(' ', 1)[0]} …"


ANSWERER = Answerer("articles", "Quotes the passage of a help article that fits, with a link to it.", propose)
