"""What is a context card made of? Plain values, collected by card.py and worded by card_lines.py."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """Words of the customer, with the number of their message."""

    number: int
    text: str


@dataclass(frozen=True)
class Ground:
    """Why a person is asked. reason: a value of models.Reason; because: one sentence for staff."""

    reason: str = ""
    label: str = ""
    because: str = ""
    trigger: Said | None = None


@dataclass(frozen=True)
class Tried:
    """One attempt of the bot. number: its message. outcome: answered, unhelpful, asked_back or unknown.

    confidence: probability 0 to 1 that it was right, None when none was computed.
    """

    number: int
    question: str
    source: str
    confidence: float | None
    outcome: str


@dataclass(frozen=True)
class Mood:
    """frustration: 0 to 1, as read from the customer's message of this number.

    feeling: "angry", "disgusted", "worried", "sad" or "".
    """

    number: int
    frustration: float
    feeling: str = ""


@dataclass(frozen=True)
class Promised:
    """due: in words, "" when it has no date."""

    text: str
    due: str = ""


@dataclass(frozen=True)
class CardFacts:
    """identity: a value of Conversation.Identity. who: the address or name that the customer gave.

    orders, value, since, waiting: ready to print, "" when there is nothing. late: numbers of late orders.
    contacts: the earlier ones, latest first, in words. is_met: a person has spoken in this episode.
    """

    ground: Ground = Ground()
    wish: Said | None = None
    tried: tuple[Tried, ...] = ()
    open: tuple[Said, ...] = ()
    promises: tuple[Promised, ...] = ()
    moods: tuple[Mood, ...] = ()
    sensitivity: str = ""
    identity: str = "anonymous"
    who: str = ""
    orders: int = 0
    value: str = ""
    since: str = ""
    late: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    language: str = ""
    waiting: str = ""
    is_met: bool = False
