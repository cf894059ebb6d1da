"""Everything a decision rests on, and what it may say: plain values, no clock, no database."""

from dataclasses import dataclass, field
from typing import Any

from warmline.understanding.reading import Reading

ANSWER, ASK_BACK, ADMIT, HAND_OVER, CLOSE = "answer", "ask_back", "admit", "hand_over", "close"
#: answer: send the best proposal; ask_back: "did you mean A or B"; admit: "I do not know", with the offer of
#: a person; hand_over: a person gets it; close: the customer said that it is solved.
ACTIONS = (ANSWER, ASK_BACK, ADMIT, HAND_OVER, CLOSE)


@dataclass(frozen=True)
class Source:
    title: str
    url: str


@dataclass(frozen=True)
class Proposal:
    """What an answerer would say. confidence: probability 0 to 1 that it is right for this question.

    key names the answer ("curated:opening-hours"); title is its short name for staff and for asking back.
    talk: small talk, a greeting or the bot about itself: it needs no source and is never "did that help?".
    expects: what the answer waits for, such as "order": the next message continues it. fails: it could not do
    what was asked (a look-up went wrong), which counts as a failure of the bot.
    """

    key: str
    title: str
    text: str
    confidence: float
    sources: tuple[Source, ...] = ()
    talk: bool = False
    expects: str = ""
    fails: bool = False
    #: The customer (id) whom the look-up proved this to be; 0 when it proved nobody.
    proves_customer: int = 0
    #: How many of the message's questions it answers; of sure proposals the one that answers most is sent.
    covers: int = 1


@dataclass(frozen=True)
class ScopeTopic:
    """A topic that the owner keeps for people."""

    topic: str
    words: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True)
class Protocol:
    """The owner's rules of handoff, with the defaults of options.py."""

    answer_at: float = 0.55
    careful_at: float = 0.0  # the limit while no share of right answers is promised; 0: something is
    ask_back_at: float = 0.2
    failures_before_person: int = 2
    frustration_at: float = 0.6
    high_value_minor: int = 0  # 0: nobody counts as of high value
    long_conversation_turns: int = 12
    sensitive_to_person: bool = True
    topics: tuple[ScopeTopic, ...] = ()
    languages: tuple[str, ...] = ()  # that the answers are written in, ISO 639-1; none: it is not looked at

    def as_json(self) -> dict[str, Any]:
        return vars(self) | {"topics": [dict(vars(topic)) for topic in self.topics]}


@dataclass(frozen=True)
class Case:
    """One message to decide on. proposals: best first. value_minor: what the customer has bought so far."""

    text: str
    reading: Reading
    proposals: tuple[Proposal, ...] = ()
    failures: int = 0
    bot_turns: int = 0
    asked_back: bool = False  # the bot's last word in this episode was asking back
    times_asked_back: int = (
        0  # how often the customer was asked back in this episode: effort that it cost them
    )
    asked_about: tuple[str, ...] = ()  # ... with these answers (keys), in a row up to now
    asked_if_solved: bool = False  # ... was "did that solve it?"
    offered_person: bool = False  # ... was an offer of a person ("shall I pass you on?")
    value_minor: int = 0
    prefers: str = ""
    instruction: str = ""
    files: int = 0  # that came with the open messages
    files_before: int = 0  # ... with earlier ones of this episode
    said: tuple[str, ...] = ()  # keys of the answers that the bot has given in this episode


@dataclass(frozen=True)
class Verdict:
    """What one rule says. weight: the largest one decides; equal weights go to the earlier rule by name.

    because: one sentence for staff. to_customer: one kind sentence for the customer (what and why, without
    what happens next). words: quoted from the message that made the rule speak. keys: of the proposals
    to send or to ask back with.
    """

    rule: str
    action: str
    weight: int
    because: str
    to_customer: str = ""
    reason: str = ""  # conversations.models.Reason, for hand_over
    priority: int = 0  # conversations.models.Priority, for hand_over
    words: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """What to do with a message, with every rule that spoke, strongest first."""

    action: str
    because: str
    to_customer: str = ""
    reason: str = ""
    priority: int = 0
    proposals: tuple[Proposal, ...] = ()  # the ones it is about: one to answer, two or more to ask back
    verdicts: tuple[Verdict, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)
