"""What lies before whoever must respond: the customer's open messages and all that was said before them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Line:
    """One message of the thread. kind: 'customer', 'bot', 'person' or 'system'."""

    number: int
    kind: str
    name: str
    text: str
    at: datetime
    answer_key: str = ""
    asks: str = ""
    #: How many files came with it.
    files: int = 0


@dataclass(frozen=True)
class Turn:
    """The customer's messages that nobody has dealt with (`pending`, never empty) in their episode.

    `history` holds the lines of the episode before the first pending one, oldest first.
    `version` is the holder's version as it was read: what answers this turn is stored only under it.
    """

    conversation_id: UUID
    version: int
    episode_id: int
    pending: tuple[Line, ...]
    history: tuple[Line, ...]
    failures: int
    customer_id: int
    identity: str
    language: str
    page: str
    instruction: str

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.pending)

    @property
    def files(self) -> int:
        """How many files came with the open messages."""
        return sum(line.files for line in self.pending)

    @property
    def number(self) -> int:
        """The number of the last message that this turn answers."""
        return self.pending[-1].number
