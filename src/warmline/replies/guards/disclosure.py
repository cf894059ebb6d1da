"""The bot says that it is one, at the start of each conversation, and never says that it is a person."""

import re

from warmline.conversations.appending import Words
from warmline.replies.guard import Guard, Outgoing

CLAIM = re.compile(
    r"\b(?:i am|i'm|this is|you are (?:talking|speaking|chatting) (?:to|with))\s+(?:a|an)?\s*"
    r"(?:real |actual )?(?:human|person|employee|colleague|member of (?:the|our) (?:team|staff))\b"
    r"|\bich bin (?:ein|eine)?\s*(?:echte[rs]? |wirkliche[rs]? )?(?:mensch|person|mitarbeiter(?:in)?|kolleg(?:e|in))\b"
    r"|\bje suis une? (?:vraie? )?(?:humaine?|personne|être humain|employée?|collègue)\b"
    r"|\bsoy una? (?:verdader[oa] )?(?:persona|human[oa]|ser humano|emplead[oa]|compañer[oa])\b",
    re.IGNORECASE,
)
DISCLOSED = re.compile(
    r"\b(?:automatic assistant|automatischer assistent|assistant automatique|asistente automático)\b",
    re.IGNORECASE,
)


def find_fault(outgoing: Outgoing) -> str:
    if outgoing.kind != "bot":
        return ""
    first_line = outgoing.words.text.partition("\n")[0]
    if outgoing.is_first and not DISCLOSED.search(first_line):
        return "The first line does not say that an automatic assistant answers."
    if CLAIM.search(outgoing.words.text):
        return "The bot would have said that it is a person."
    return ""


GUARD = Guard(
    name="disclosure",
    about="The bot says that it is one and never poses as a person.",
    find_fault=find_fault,
    good=Outgoing("bot", "Crumb", Words("I am Crumb, an automatic assistant."), is_first=True),
    bad=Outgoing("bot", "Crumb", Words("I am a real person, promise.")),
)
