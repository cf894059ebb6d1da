"""In which language do we go on? In the customer's own, as soon as they have written enough of it to be sure."""

from dataclasses import replace
from typing import Final

from warmline.conversations.models import Conversation
from warmline.conversations.turn import Turn
from warmline.lib.languages import codes
from warmline.lib.statements import update
from warmline.understanding.reading import Reading

#: As sure as the rule "language not covered" must be.
SURE_AT: Final = 0.85


def in_their_language(turn: Turn, reading: Reading) -> Turn:
    """The turn in the language that it is written in, if our own sentences are in it too."""
    read = reading.language
    if read.value not in codes() or read.confidence < SURE_AT:
        return turn
    return replace(turn, language=read.value)


def keep_language(conversation: Conversation, turn: Turn) -> None:
    """Notices and people's pages follow the language of the turn."""
    if conversation.language != turn.language:
        conversation.language = turn.language
        update(conversation, "language")
