"""What did a bot of which only the words are known do: did it fail, ask back, offer a person?"""

import re
from typing import Final

#: Texts of other bots; the first part of a long one is enough.
MOST_CHARACTERS: Final = 1000

_CANNOT: Final = (
    r"(?:do|did|could|can|would|was|am|is|are)(?:\s+not|n['’]?t)|cannot|unable to|not able to|failed to"
)
_DOING: Final = (
    r"understand|understood|get (?:that|this|it|you)|got that|catch|follow|find|help (?:you )?(?:with|here)|know|"
    r"answer|process|recogni[sz]e|make sense|have (?:an answer|information|access)|sure (?:what|how|i)"
)
_FAILS: Final = re.compile(
    rf"\b(?:{_CANNOT})\s+(?:\w+\s+){{0,2}}(?:{_DOING})\b|\bnot sure (?:what|how|i|if i)\b|\brephrase\b|"
    r"\b(?:say|put|try) (?:it|that|this) (?:again |in |another |differently)|\bin other words\b|"
    r"\bno (?:results|match)\b",
    re.IGNORECASE,
)
_SOMEBODY: Final = (
    r"person|human|agent|colleague|representative|someone|somebody|team|specialist|advis[eo]r|operator"
)
_OFFERS: Final = re.compile(
    rf"\b(?:connect|transfer|pass|put|hand|speak|talk|chat|reach|ask|get|bring|contact)\b[^.!?]{{0,40}}\b(?:{_SOMEBODY})"
    r"[^.!?]{0,60}\?",
    re.IGNORECASE,
)
_ASKS_BACK: Final = re.compile(
    r"\b(?:did|do) you mean\b|\bwhich of these\b|\bwhat do you mean\b", re.IGNORECASE
)
_ASKS_IF_SOLVED: Final = re.compile(
    r"\b(?:did|does|has|was|is) (?:that|this|it|your \w+)\b[^.!?]{0,20}"
    r"\b(?:help|helpful|helped|solve|solved|answer|answered|resolve|resolved)\b[^.!]{0,30}\?",
    re.IGNORECASE,
)


def fails(text: str) -> bool:
    """ "Sorry, I did not get that." """
    return bool(_FAILS.search(text[:MOST_CHARACTERS]))


def offers_person(text: str) -> bool:
    """ "Shall I connect you to an agent?" """
    return bool(_OFFERS.search(text[:MOST_CHARACTERS]))


def asks_back(text: str) -> bool:
    return bool(_ASKS_BACK.search(text[:MOST_CHARACTERS]))


def asks_if_solved(text: str) -> bool:
    return bool(_ASKS_IF_SOLVED.search(text[:MOST_CHARACTERS]))
