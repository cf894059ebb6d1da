"""What is an answerer, and what does it know of the question?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from warmline.conversations.turn import Line, Turn
from warmline.decisions.case import Proposal
from warmline.knowledge.index import Found
from warmline.understanding.reading import Reading
from warmline.web.voice import NEUTRAL


@dataclass(frozen=True)
class Question:
    """A turn with all that was found for it. found: best first. email: the address the customer gave, or "".

    found_by_part: the best for each question of a message that asks two, nothing for any other.
    """

    turn: Turn
    reading: Reading
    found: tuple[Found, ...]
    bot_name: str
    business: str
    timezone: str
    currency: str
    email: str
    now: datetime
    found_by_part: tuple[tuple[Found, ...], ...] = ()
    #: In which the business speaks; see web/voice.py.
    tone: str = NEUTRAL

    @property
    def text(self) -> str:
        return self.turn.text

    @property
    def last_bot_line(self) -> Line | None:
        return next((line for line in reversed(self.turn.history) if line.kind == "bot"), None)


@dataclass(frozen=True)
class Answerer:
    """One way to answer. propose gives what it would say, with how sure it is; nothing when it has nothing.

    It reads, it never writes. sample: a question that it proposes something for, with found entries or none.
    """

    name: str
    about: str
    propose: Callable[[Question], tuple[Proposal, ...]]
