"""What the bot states about the business names its source."""

from warmline.conversations.appending import Words
from warmline.replies.guard import Guard, Outgoing


def find_fault(outgoing: Outgoing) -> str:
    if outgoing.kind == "bot" and outgoing.needs_source and not outgoing.words.sources:
        return "The bot would have stated something without a source."
    return ""


GUARD = Guard(
    name="source",
    about="An answer of the bot names what it rests on.",
    find_fault=find_fault,
    good=Outgoing(
        "bot", "Crumb", Words("We open at 7.", sources=({"title": "Hours", "url": ""},)), needs_source=True
    ),
    bad=Outgoing("bot", "Crumb", Words("We open at 7."), needs_source=True),
)
