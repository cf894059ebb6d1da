"""What a message tells us: each signal with its confidence and the words it rests on."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Signal:
    """One thing read from a message.

    value: what its reader says it is; confidence: 0 to 1; words: quoted from the message, may be empty.
    """

    value: Any
    confidence: float = 1.0
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """All signals of one message in its conversation.

    language: ISO 639-1 code, "" when too short to tell.
    wish: True when the customer wants a person.
    frustration: 0 to 1, over the conversation so far.
    frustration_trend: -1 to 1, frustration now minus before; 0 with confidence 0 at the first line.
    sensitivity: "", "health", "bereavement", "money", "safety" or "legal".
    urgency: 0 to 1.
    act: "question", "greeting", "thanks", "goodbye", "yes", "no", "are_you_a_bot", "empty"
         (nothing to read, such as emoji only), "abuse".
    effort: how often the customer has repeated or rephrased the same wish in this episode, or was asked back
            and had to choose, since a person last wrote (0, 1, 2 ...).
    struggle: 0 to 1, how far the bot's answers fail the customer: objections, and the same answer again.
    sentiment: -1 (negative) to 1 (positive); 0 with confidence 0 where the model does not cover the language.
    emotion: the emotions felt, strongest first, joined by "|" (labels of GoEmotions, mood/labels.py groups them
             for people), "neutral" when none.
    intensity: 0 to 1, how stirred the customer sounds, whatever the feeling.
    intent: "answer:" or "article:" with its key or slug, the entry most likely asked for, and as words its title and
            the phrase of it that is most like the message; "unclear"; "" when there is nothing to answer yet.
    scope: "in" or "out" of what the business's knowledge answers; "" when nothing is asked or nothing known.
    """

    language: Signal = field(default_factory=lambda: Signal("", 0.0))
    wish: Signal = field(default_factory=lambda: Signal(False))
    frustration: Signal = field(default_factory=lambda: Signal(0.0))
    frustration_trend: Signal = field(default_factory=lambda: Signal(0.0, 0.0))
    sensitivity: Signal = field(default_factory=lambda: Signal(""))
    urgency: Signal = field(default_factory=lambda: Signal(0.0))
    act: Signal = field(default_factory=lambda: Signal("question"))
    effort: Signal = field(default_factory=lambda: Signal(0))
    struggle: Signal = field(default_factory=lambda: Signal(0.0))
    sentiment: Signal = field(default_factory=lambda: Signal(0.0, 0.0))
    emotion: Signal = field(default_factory=lambda: Signal("neutral", 0.0))
    intensity: Signal = field(default_factory=lambda: Signal(0.0, 0.0))
    intent: Signal = field(default_factory=lambda: Signal("", 0.0))
    scope: Signal = field(default_factory=lambda: Signal("", 0.0))

    def as_json(self) -> dict[str, Any]:
        # Not asdict: it copies each value in depth, for every message twice.
        return {name: dict(vars(signal)) for name, signal in vars(self).items()}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Reading":
        signals = {
            name: Signal(signal["value"], signal["confidence"], tuple(signal["words"]))
            for name, signal in stored.items()
        }
        return cls(**signals)
